import 'reflect-metadata';
import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import {
  Engine,
  type EventStore,
  integer,
  projection,
  type ReadStore,
  RuleBroken,
  SetClock,
  type View,
} from '#event-sourcing';
import { commanded } from '#event-sourcing/testing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { BadShape } from './bad-shape.js';
import { Add, added, type Added, counterOf } from './counter.fixture.js';
import { EventSourcingModule } from './event-sourcing.module.js';
import type { MomentQuery } from './moment.query.js';
import { Views } from './views.js';

const counter = counterOf((command) => {
  if (command.by < 0) throw new RuleBroken('counter.negative', { by: command.by });
  return added(command);
});

interface Total {
  readonly total: number;
}
const fold = (row: Total | undefined, { data }: Added): Total => ({ total: (row?.total ?? 0) + data.by });
const totals = projection<Total, Added>({
  name: 'totals',
  version: 1,
  seenThrough: 'everyone',
  when: { Added: fold },
  columns: { total: integer((row) => row.total) },
});
const pictures = projection<Total, Added>({
  name: 'pictures',
  version: 1,
  seenThrough: 'everyone',
  when: { Added: fold },
  fromStream: 'counter',
});
const all = [totals, pictures] as View[];

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

let store: EventStore;
let readStore: ReadStore;
let engine: Engine;
let clock: SetClock;
let views: Views;

beforeEach(async () => {
  clock = new SetClock('2024-01-10T04:00:00.000Z');
  store = await openEventStore('memory:', { clock });
  readStore = await openReadStore('sqlite::memory:');
  engine = new Engine({
    store,
    readStore,
    clock,
    contexts: [{ name: 'counting', deciders: [counter], views: all }],
    digest,
  });
  await engine.start();
  views = new Views(engine);
});
afterEach(async () => {
  await engine.stop();
  await readStore.close();
  await store.close();
});

const adding = (by: number, effectiveOn?: string) => {
  const commandId = randomUUID();
  return commanded(Add, { id: 'a', by, effectiveOn, issuedAt: clock.now(), commandId, commandHash: commandId });
};
const add = (...given: Parameters<typeof adding>) => engine.execute(adding(...given));
const one = (query: MomentQuery = {}, id = 'a', view: View = totals as View) =>
  views.one<Total>({ id, view, decider: counter, unknown: 'counter.unknown' }, query);
const total = (query: MomentQuery, view = totals) =>
  views.ask([view as View], query, async (reader, moment) => ({
    total: (await reader.find(view, 'a', moment))?.row.total,
  }));
const refusal = async (answer: Promise<unknown>): Promise<unknown> =>
  answer.catch((error: unknown) => {
    if (error instanceof RuleBroken) return { code: error.code, ...error.details };
    if (error instanceof BadShape) return error.errors.map(({ field }) => field);
    throw error;
  });

describe('a query about a moment', () => {
  beforeEach(async () => {
    await add(1, '2024-01-05');
    clock.set('2024-01-12T04:00:00.000Z');
    await add(2, '2024-01-08');
    await engine.seen(all, '2');
  });

  it('names the two clocks and the position that it was answered with', async () => {
    expect(await total({})).toEqual({ total: 3, at: { position: '2' } });
    expect(await total({ asOf: '2024-01-07', knownAt: '2024-01-11T12:00:00+08:00' })).toEqual({
      total: 1,
      at: { asOf: '2024-01-07T15:59:59.999Z', knownAt: '2024-01-11T04:00:00.000Z', position: '2' },
    });
  });

  it.each([
    ['2024-01-04', undefined, undefined],
    ['2024-01-05', undefined, 1],
    ['2024-01-07', undefined, 1],
    ['2024-01-08', undefined, 3],
    [undefined, '2024-01-11', 1],
    ['2024-01-08', '2024-01-11', 1],
    [undefined, '2024-01-12', 3],
    ['2024-01-07T23:59:59+08:00', undefined, 1],
    ['2024-01-08T00:00:00+08:00', undefined, 3],
  ])('as of %s and known at %s finds %s', async (asOf, knownAt, found) => {
    for (const view of [totals, pictures]) expect((await total({ asOf, knownAt }, view)).total).toBe(found);
  });

  it('is refused when there is no such day or time, and names the field', async () => {
    expect(await refusal(total({ asOf: '2024-02-30' }))).toEqual(['asOf']);
    expect(await refusal(total({ knownAt: '2024-01-05T25:00:00Z' }))).toEqual(['knownAt']);
  });
});

describe('a query about a day to come', () => {
  const ahead = (field: string, day = '2024-01-11') => ({
    code: 'query.moment-ahead',
    field,
    day,
    today: '2024-01-10',
  });
  beforeEach(() => {
    clock.set('2024-01-10T04:00:00.000Z');
    return add(1, '2024-01-05');
  });

  it('is refused by the name of its parameter, in every kind of question, whether or not there is such a thing', async () => {
    const list = (query: MomentQuery) =>
      views.list({ views: [totals as View], stream: () => 'counter-a' }, query, () => Promise.resolve({ rows: [] }));
    const atOnce = (query: MomentQuery) => views.askAtOnce(all, query, () => Promise.resolve({}));
    for (const field of ['asOf', 'knownAt'])
      for (const asked of [total, one, list, atOnce, (query: MomentQuery) => one(query, 'none-such')]) {
        expect(await refusal(asked({ [field]: '2024-01-11' }))).toEqual(ahead(field));
        expect(await refusal(asked({ [field]: '2024-01-11T00:00:00+08:00' }))).toEqual(ahead(field));
        expect(await refusal(asked({ [field]: '2031-01-01' }))).toEqual(ahead(field, '2031-01-01'));
      }
  });

  it('is answered on today itself, up to its end', async () => {
    for (const moment of ['2024-01-10', '2024-01-10T23:59:59+08:00'])
      expect(await total({ asOf: moment, knownAt: moment })).toMatchObject({ total: 1 });
  });

  it('is answered to planning, which is told what is known now and never what will be known', async () => {
    const plan = (query: MomentQuery) =>
      views.askAhead([totals as View], query, async (reader, moment) => ({
        total: (await reader.find(totals, 'a', moment))?.row.total,
      }));
    expect(await plan({ asOf: '2024-02-01' })).toMatchObject({ total: 1, at: { asOf: '2024-02-01T15:59:59.999Z' } });
    expect(await refusal(plan({ knownAt: '2024-01-11' }))).toEqual(ahead('knownAt'));
    expect(await refusal(plan({ asOf: '2024-02-30' }))).toEqual(['asOf']);
  });
});

describe('a query after a position', () => {
  it('is answered with what stands there', async () => {
    for (let by = 1; by <= 5; by++) {
      const { position } = await add(by);
      expect(await total({ after: position })).toEqual({ total: (by * (by + 1)) / 2, at: { position } });
    }
  });

  it('is refused when it is no position, or none that exists', async () => {
    await add(1);
    for (const after of ['', 'abc', '-1', '01', '1.5', '1e3', '99999999999999999999']) {
      expect(await refusal(total({ after }))).toMatchObject({ code: 'query.bad-position' });
    }
    expect(await refusal(total({ after: '2' }))).toEqual({ code: 'query.position-ahead', after: '2', head: '1' });
  });
});

describe('a query for one thing', () => {
  it('gives its row, with the version to build the next command on', async () => {
    await add(1);
    await add(2);
    expect(await one()).toEqual({ total: 3, version: 2, at: { position: '2' } });
    expect(await one({}, 'a', pictures as View)).toMatchObject({ total: 3, version: 2 });
  });

  it('gives the version of a past moment, on which nothing is built once anything has happened since', async () => {
    await add(1);
    clock.set('2024-01-12T04:00:00.000Z');
    await add(2);
    expect(await one({ asOf: '2024-01-10' })).toMatchObject({ total: 1, version: 1 });
    expect(await one({ knownAt: '2024-01-11' })).toMatchObject({ total: 1, version: 1 });
    expect(await one({ asOf: '2024-01-12', knownAt: '2024-01-12' })).toMatchObject({ total: 3, version: 2 });
  });

  it('is refused under the code given when there is none, or was none then', async () => {
    expect(await refusal(one({}, 'b'))).toEqual({ code: 'counter.unknown', id: 'b' });
    await add(1);
    expect(await refusal(one({ asOf: '2024-01-09' }))).toMatchObject({ code: 'counter.unknown', id: 'a' });
  });

  it('can answer with more than the row', async () => {
    await add(1);
    const find = async () => ({ ...(await views.reader.find(totals, 'a'))!, row: { total: 1, more: true } });
    const about = { id: 'a', view: totals as View, decider: counter, unknown: 'counter.unknown', find };
    expect(await views.one(about, {})).toMatchObject({ total: 1, more: true, version: 1 });
  });
});

describe('a query for a list', () => {
  const listing = (query: object = {}) =>
    views.list({ views: [totals as View], stream: () => 'counter-a' }, query, async (reader, moment) =>
      reader.list(totals, moment),
    );

  it('gives flat rows, each with the version of its thing as it is shown', async () => {
    await add(1);
    clock.set('2024-01-12T04:00:00.000Z');
    await add(2);
    await engine.seen(all, '2');
    expect(await listing()).toEqual({ items: [{ total: 3, version: 2 }], at: { position: '2' } });
    expect((await listing({ asOf: '2024-01-11' })).items).toEqual([{ total: 1, version: 1 }]);
    expect((await listing({ asOf: '2023-12-31' })).items).toEqual([]);
  });

  it('counts what its conditions find when it is asked to, and only then', async () => {
    await add(1);
    await engine.seen(all, '1');
    expect(await listing({ total: true })).toMatchObject({ total: 1 });
    expect(await listing({ total: true, asOf: '2023-12-31' })).toMatchObject({ items: [], total: 0 });
    expect(await listing({ total: false })).not.toHaveProperty('total');
  });
});

@Injectable()
class Sender {
  constructor(@Inject(CommandBus) readonly bus: CommandBus) {}
}
@Module({ providers: [Sender] })
class SendingModule {}

describe('an engine behind the command bus', () => {
  it('takes every command that a decider lists, and lets its refusals through', async () => {
    const module = { module: SendingModule, imports: [EventSourcingModule.forEngine(engine)] };
    const app = await NestFactory.createApplicationContext(module, { logger: false });
    const { bus } = app.get(Sender);
    expect(await bus.execute(adding(4))).toMatchObject({ stream: 'counter-a', version: 1 });
    await expect(bus.execute(adding(-1))).rejects.toMatchObject({ code: 'counter.negative' });
    expect(app.get(Views, { strict: false }).reader).toBe(engine.reader);
    await app.close();
    await add(1);
    expect(await store.head()).toBe('2');
  });
});
