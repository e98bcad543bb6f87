import { createHash, randomUUID } from 'node:crypto';
import { type Command, type CommandClass, Engine, type EventStore, type ReadStore, SetClock } from '#event-sourcing';
import { asRecorded, type Past } from '#event-sourcing/testing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { atWork, by, evidenceAttached, people, provenance, roundOpened } from './domain/examples.js';
import { CarryOverLongTerm } from './domain/issue/outcome/carrying-over.js';
import { PlaceUnderLongTerm } from './domain/issue/outcome/long-term.js';
import { ReopenIssue } from './domain/issue/outcome/reopening.js';
import { findIssue, ledger, rectification } from './index.js';
import { longTermReview } from './long-term-review.js';
import { noFiles } from './facts/files.fixture.js';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
/** The last tenth of a second of the review day, in Shanghai. */
const EVENING = '2024-05-31T15:59:59.900Z';
const MIDNIGHT = '2024-05-31T16:00:00.000Z';

let store: EventStore;
let readStore: ReadStore;
let engine: Engine;
let clock: SetClock;

const started = async () => {
  readStore = await openReadStore('sqlite::memory:');
  const context = rectification(noFiles);
  engine = new Engine({ store, readStore, clock, contexts: [context], digest });
  await engine.start();
};
const stopped = async () => {
  await engine.stop();
  await readStore.close();
};

const happened = async (stream: string, ...past: readonly (Past | Past['event'])[]) => {
  const events = past.map((one, i) => {
    const { type, data, metadata } = asRecorded(stream, one, i + 1);
    return { id: randomUUID(), type, schemaVersion: 1, data, metadata };
  });
  const [taken] = await store.append([[{ stream, expected: 'any', events }]]);
  if (taken instanceof Error) throw taken;
};

beforeEach(async () => {
  clock = new SetClock(EVENING);
  store = await openEventStore('memory:', { clock });
  await started();
  await happened('round-r1', roundOpened);
  for (const id of ['i1', 'i2']) await happened(`issue-${id}`, ...atWork);
});
afterEach(async () => {
  await stopped();
  await store.close();
});

const send = async <C extends Command>(type: CommandClass<C>, fields: Partial<C>) => {
  const envelope = { issuedAt: clock.now(), commandId: randomUUID(), commandHash: 'h', correlationId: randomUUID() };
  return engine.execute(Object.assign(new type(), envelope, { actor: people.office }, fields));
};
const place = async (id: string, reviewOn: string, effectiveOn = '2023-12-01') => {
  for (const actor of [people.leader, people.secondLeader]) {
    await send(PlaceUnderLongTerm, { id, actor, reviewOn, effectiveOn, reason: '须长期坚持' });
  }
};

const types = async (stream: string) => (await store.readStream(stream)).map(({ type }) => type);
const until = async (holds: () => Promise<boolean>) => {
  for (let looks = 0; !(await holds()); looks++) {
    if (looks > 4_000) throw new Error('it never came to hold');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
const scheduled = (id: string, count = 1) =>
  until(async () => (await types(`longtermreview-${id}`)).filter((one) => one === 'CommandScheduled').length === count);
const settled = (id: string, count = 1) =>
  until(async () => (await types(`longtermreview-${id}`)).filter((one) => one === 'CommandSettled').length === count);
const status = async (id: string, asOf?: string) => {
  await engine.seen(engine.views, await store.head());
  return (await engine.reader.find(ledger, id, { asOf }))?.row.status;
};
const reopenings = async (id: string) => (await types(`issue-${id}`)).filter((type) => type === 'IssueReopened').length;

describe('an issue under long-term rectification', () => {
  it('stays there to the end of its review day', async () => {
    await place('i1', '2024-05-31');
    await scheduled('i1');
    await send(CarryOverLongTerm, { id: 'i2', reviewOn: '2024-06-30', effectiveOn: '2024-01-01', provenance });
    await scheduled('i2');
    expect([await status('i1'), await status('i2'), await reopenings('i1')]).toEqual(['long-term', 'long-term', 0]);
  });

  it('returns to rectifying when the day has passed, and was under long-term on every day before', async () => {
    await place('i1', '2024-05-31');
    await scheduled('i1');
    clock.set(MIDNIGHT);
    await settled('i1');
    expect(await status('i1')).toBe('rectifying');
    expect(await status('i1', EVENING)).toBe('long-term');
    expect(await status('i1', '2023-11-30T00:00:00.000Z')).toBe('rectifying');
    const found = (await findIssue(engine.reader, { id: 'i1' }))!.row;
    expect(found.reopenings).toMatchObject([{ source: 'review-date-passed', from: 'long-term' }]);
  });

  it('says in the event who reopened it, why, from when and for which placement', async () => {
    await place('i1', '2024-05-31');
    await scheduled('i1');
    clock.set(MIDNIGHT);
    await settled('i1');
    const events = await store.readStream('issue-i1');
    const placement = events.find(({ type }) => type === 'LongTermApproved')!;
    expect(events.at(-1)).toMatchObject({
      type: 'IssueReopened',
      metadata: {
        actor: { name: '系统', roles: ['system'] },
        command: 'ReopenIssue',
        effectiveAt: MIDNIGHT,
        reason: expect.stringContaining('2024-05-31'),
        causationId: placement.id,
      },
    });
  });

  it('returns also when its place was carried over from a ledger', async () => {
    await send(CarryOverLongTerm, { id: 'i2', reviewOn: '2024-05-31', effectiveOn: '2024-01-01', provenance });
    await scheduled('i2');
    clock.set(MIDNIGHT);
    await settled('i2');
    expect([await status('i2'), await status('i1')]).toEqual(['rectifying', 'rectifying']);
    expect([await reopenings('i2'), await reopenings('i1')]).toEqual([1, 0]);
  });

  it('returns once, also when the day passed while the program stood still and its views are lost', async () => {
    await place('i1', '2024-05-31');
    await scheduled('i1');
    await stopped();
    clock.set('2024-06-20T00:00:00.000Z');
    await started();
    await settled('i1');
    await stopped();
    await started();
    expect([await status('i1'), await reopenings('i1')]).toEqual(['rectifying', 1]);
    const [reopened] = (await store.readStream('issue-i1')).slice(-1);
    expect(reopened!.metadata.effectiveAt).toBe(MIDNIGHT);
  });

  it('returns although something was entered of a later day before the program stood up again', async () => {
    await place('i1', '2024-05-31');
    await scheduled('i1');
    await stopped();
    await happened('issue-i1', by(people.reporter, evidenceAttached('e2'), '2024-06-10'));
    clock.set('2024-06-20T00:00:00.000Z');
    await started();
    await settled('i1');
    const [reopened] = (await store.readStream('issue-i1')).slice(-1);
    expect(reopened).toMatchObject({ type: 'IssueReopened', metadata: { effectiveAt: '2024-06-10T02:00:00.000Z' } });
  });

  it('that was reopened and placed anew is left alone by the first date, and returns at the second', async () => {
    await place('i1', '2024-05-31');
    const reopening = { source: 're-check', reason: '抽查', dueOn: '2024-03-31', effectiveOn: '2024-01-10' } as const;
    await send(ReopenIssue, { id: 'i1', ...reopening });
    await place('i1', '2024-06-30', '2024-01-15');
    await scheduled('i1', 2);
    clock.set(MIDNIGHT);
    await settled('i1');
    expect([await status('i1'), await reopenings('i1')]).toEqual(['long-term', 1]);
    await stopped();
    clock.set('2024-06-30T16:00:00.000Z');
    await started();
    await settled('i1', 2);
    expect([await status('i1'), await reopenings('i1')]).toEqual(['rectifying', 2]);
  });
});

describe('the review of long-term issues', () => {
  it('names the stored command and stream by which it is known for ever', () => {
    expect(longTermReview.name).toBe('longtermreview');
    expect(longTermReview.commands).toEqual([ReopenIssue]);
    const event = { type: 'LongTermApproved', data: { reviewOn: '2024-02-28', decided: {} } } as const;
    const recorded = asRecorded('issue-with-dashes', event as never, 3) as never;
    expect(longTermReview.instance(recorded)).toBe('with-dashes');
    expect(longTermReview.react(recorded)).toMatchObject([
      {
        id: 'with-dashes',
        dueAt: '2024-02-28T16:00:00.000Z',
        fields: { happenedAt: '2024-02-28T16:00:00.000Z' },
      },
    ]);
  });
});
