import 'reflect-metadata';
import { createHash, randomUUID } from 'node:crypto';
import { type ArgumentsHost, Catch, ValidationPipe } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyReply } from 'fastify';
import { type Actor, Engine, type Event, SetClock } from '#event-sourcing';
import { asRecorded } from '#event-sourcing/testing';
import { BadShape, EventSourcingModule, fieldErrors } from '#event-sourcing-nest';
import { openEventStore } from '#event-store';
import { identity } from '#identity';
import { openReadStore } from '#read-store';
import { rectification } from '#rectification';
import { audit, AuditModule } from '../index.js';
import { noFiles } from '../../../rectification/src/facts/files.fixture.js';

@Catch(BadShape)
class Misshapen {
  catch({ errors }: BadShape, host: ArgumentsHost): void {
    const fields = errors.map(({ field }) => field);
    void host.switchToHttp().getResponse<FastifyReply>().status(400).send({ fields });
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const actor = (personId: string, name: string, unitId: string): Actor => ({
  id: `account-${personId}`,
  personId,
  name,
  unitId,
  roles: ['office'],
  client: 'spec',
});
const zheng = actor('p1', '郑科员', 'unit-1');
const wang = actor('p2', '王填报', 'unit-2');

const listed = (issueId: string, number: string): Event => ({
  type: 'IssueListed',
  data: { issueId, number, area: '一', heading: 'h' },
});
const opened = (title: string): Event => ({
  type: 'RoundOpened',
  data: {
    title,
    organisation: '某工委',
    team: '第七巡察组',
    inspectedFrom: '2023-04-12',
    inspectedTo: '2023-06-13',
    deliveredOn: '2023-08-29',
    breakdown: { findings: null, areas: 1, headings: 1, tasks: 0, issues: 2 },
    countingRule: { version: 1, text: '已销号/总数', longTermCounts: false },
    closurePolicy: { endorsements: ['unit', 'office'], way: 'sign-offs', required: 2 },
  },
});
const delivered = (roundId: string, number: string): Event => ({
  type: 'IssueDelivered',
  data: { roundId, number, area: '一', heading: 'h', text: '表现', class: 'phased', criteria: [] },
});
const reported = (percent: number): Event => ({
  type: 'ProgressReported',
  data: { narrative: '一是', measures: [], percent, figures: [], evidence: [] },
});

let app: NestFastifyApplication;
let close: () => Promise<void>;

beforeAll(async () => {
  const clock = new SetClock('2024-01-01T02:00:00.000Z');
  const [store, readStore] = [await openEventStore('memory:', { clock }), await openReadStore('sqlite::memory:')];
  const contexts = [identity, rectification(noFiles), audit];
  const engine = new Engine({ store, readStore, clock, contexts, digest });
  await engine.start();
  const past: [stream: string, event: Event, by: Actor, on: string, recordedOn: string][] = [
    ['round-r1', opened('第一轮'), zheng, '2023-08-29', '2024-01-01'],
    ['round-r2', opened('第二轮'), zheng, '2023-08-29', '2024-01-01'],
    ['round-r1', listed('i1', '1'), zheng, '2023-08-29', '2024-01-01'],
    ['issue-i1', delivered('r1', '1'), zheng, '2023-08-29', '2024-01-01'],
    ['round-r2', listed('i2', '1'), zheng, '2023-08-29', '2024-01-02'],
    ['issue-i2', delivered('r2', '1'), zheng, '2023-08-29', '2024-01-02'],
    ['issue-i1', reported(40), wang, '2023-10-01', '2024-01-03'],
    ['issue-i1', reported(90), wang, '2023-11-01', '2024-01-04'],
  ];
  for (const [stream, event, by, on, recordedOn] of past) {
    clock.set(`${recordedOn}T02:00:00.000Z`);
    const { metadata } = asRecorded(stream, { event, actor: by, at: `${on}T02:00:00.000Z` }, 1);
    const taken = { id: randomUUID(), ...event, schemaVersion: 1, metadata };
    await store.append([[{ stream, expected: 'any', events: [taken] }]]);
  }
  await engine.seen(engine.views, await store.head());
  const module = await Test.createTestingModule({
    imports: [EventSourcingModule.forEngine(engine), AuditModule],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  app.useGlobalFilters(new Misshapen());
  const exceptionFactory = (errors: Parameters<typeof fieldErrors>[0]) => new BadShape(fieldErrors(errors));
  app.useGlobalPipes(
    new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true, exceptionFactory }),
  );
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request) => void Object.assign(request, { actor: zheng }));
  await app.init();
  close = async () => {
    await app.close();
    await engine.stop();
    await readStore.close();
    await store.close();
  };
});
afterAll(() => close());

interface Entry {
  readonly position: string;
  readonly event: string;
  readonly stream: string;
  readonly changes: readonly { readonly field: string; readonly before?: unknown; readonly after?: unknown }[];
}
interface Answer {
  readonly items: readonly Entry[];
  readonly next?: string;
  readonly fields?: readonly string[];
}
const ask = async (path: string): Promise<Answer> =>
  (await app.inject({ method: 'GET', url: `/api/v1/${path}` })).json<Answer>();
/** Without what is recorded of the asking itself. */
const placesOf = (events: readonly Entry[]) =>
  events.filter(({ stream }) => !stream.startsWith('reading-')).map(({ position }) => Number(position));
const found = async (path: string) => placesOf((await ask(path)).items);

describe('the audit trail', () => {
  it.each([
    ['', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['?round=r1', [1, 3, 4, 7, 8]],
    ['?round=r2', [2, 5, 6]],
    ['?round=r9', []],
    ['?issue=i1', [4, 7, 8]],
    ['?round=r2&issue=i1', []],
    ['?actor=account-p2', [7, 8]],
    ['?person=p1&round=r2', [2, 5, 6]],
    ['?unit=unit-2', [7, 8]],
    ['?category=round', [1, 2, 3, 5]],
    ['?kind=IssueDelivered', [4, 6]],
    ['?kind=IssueDelivered,ProgressReported&issue=i1', [4, 7, 8]],
    ['?from=2024-01-03', [7, 8]],
    ['?from=2024-01-02&to=2024-01-03', [5, 6, 7]],
    ['?from=2023-10-01&to=2023-10-31&clock=effective', [7]],
    ['?knownAt=2024-01-01', [1, 2, 3, 4]],
    ['?asOf=2023-10-31&issue=i1', [4, 7]],
    ['?issue=i1&descending=true', [8, 7, 4]],
  ])('asked for %s shows the events %j', async (query, positions) => {
    expect(await found(`trail${query}`)).toEqual(positions);
  });

  it('goes on from page to page without gap or repeat', async () => {
    const positions: number[] = [];
    let cursor = '';
    do {
      const page = await ask(`trail?limit=3${cursor}`);
      positions.push(...placesOf(page.items));
      cursor = page.next === undefined ? '' : `&cursor=${encodeURIComponent(page.next)}`;
    } while (cursor !== '');
    expect(positions).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it.each([
    ['from=2023-1-1', 'from'],
    ['category=weather', 'category'],
    ['kind=Issue-Delivered', 'kind'],
    ['clock=local', 'clock'],
    ['descending=perhaps', 'descending'],
    ['limit=501', 'limit'],
    ['colour=red', 'colour'],
  ])('refuses %s and names the field', async (query, field) => {
    expect((await ask(`trail?${query}`)).fields).toEqual([field]);
  });
});

describe('the history of one thing', () => {
  it('has its own events alone, in order', async () => {
    expect(await found('issues/i1/history')).toEqual([4, 7, 8]);
    expect(await found('issues/i2/history')).toEqual([6]);
    expect(await found('rounds/r1/history')).toEqual([1, 3]);
    expect(await found('issues/i1/history?descending=true&limit=1')).toEqual([8]);
  });

  it('says who did it and what it changed, field by field, from what to what', async () => {
    const { items: events } = await ask('issues/i1/history');
    expect(events.at(-1)).toMatchObject({
      event: 'ProgressReported',
      stream: 'issue-i1',
      actor: wang,
      effectiveAt: '2023-11-01T02:00:00.000Z',
      recordedAt: '2024-01-04T02:00:00.000Z',
      data: { percent: 90 },
    });
    const percents = events.map(({ changes }) => changes.find(({ field }) => field === 'percent'));
    expect(percents).toEqual([
      { field: 'percent', after: 0 },
      { field: 'percent', before: 0, after: 40 },
      { field: 'percent', before: 40, after: 90 },
    ]);
  });
});
