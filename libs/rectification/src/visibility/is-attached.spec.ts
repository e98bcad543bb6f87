import { randomUUID } from 'node:crypto';
import { Engine, type EventStore, type ReadStore, type View } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { asRecorded } from '#event-sourcing/testing';
import { opened } from '../../../../test/support/round-events.js';
import { attachments } from '../projections/issue/attachments.js';
import { rounds } from '../projections/round/rounds.js';
import { isAttached } from './is-attached.js';

const file = (sha256: string) => ({ sha256, name: '签到表.pdf', mediaType: 'application/pdf', size: 12 });
const plan = (...files: object[]) => ({
  title: '整改方案',
  text: '一、',
  authors: [],
  contentHash: 'p',
  edition: 1,
  files,
});

describe('whether anything has a file', () => {
  let store: EventStore;
  let readStore: ReadStore;
  let engine: Engine;

  const told = async (stream: string, event: { readonly type: string; readonly data: object }) => {
    const { metadata } = asRecorded(stream, event, 1);
    const { type, data } = event;
    await store.append([
      [{ stream, expected: 'any', events: [{ id: randomUUID(), type, data, schemaVersion: 1, metadata }] }],
    ]);
  };

  beforeEach(async () => {
    store = await openEventStore('memory:');
    readStore = await openReadStore('sqlite::memory:');
    const contexts = [{ name: 'rectification', deciders: [], views: [attachments, rounds] as View[] }];
    engine = new Engine({ store, readStore, contexts, digest: (text) => text });
    await engine.start();
  });
  afterEach(async () => {
    await engine.stop();
    await readStore.close();
    await store.close();
  });

  it('is said of what is evidence of an issue or of a task, as soon as it is stored', async () => {
    expect(await isAttached(engine, 'a')).toBe(false);
    await told('issue-1', { type: 'EvidenceAttached', data: file('a') });
    expect(await isAttached(engine, 'a')).toBe(true);
    await told('task-1', { type: 'TaskEvidenceAttached', data: file('b') });
    expect([await isAttached(engine, 'b'), await isAttached(engine, 'c')]).toEqual([true, false]);
  });

  it('is said of what was handed in with a plan, of whatever round and edition', async () => {
    for (const round of ['r1', 'r2']) await told(`round-${round}`, opened);
    await told('plan-r2', { type: 'PlanSubmitted', data: plan(file('a'), file('b')) });
    await told('plan-r2', { type: 'PlanSubmitted', data: { ...plan(file('c')), edition: 2 } });
    const asked = ['a', 'b', 'c', 'd'].map((sha256) => isAttached(engine, sha256));
    expect(await Promise.all(asked)).toEqual([true, true, true, false]);
  });

  it('is not said of a hash that an event names for another reason', async () => {
    await told('issue-1', { type: 'ClosureRequested', data: { sha256: 'a', contentHash: 'a' } });
    expect(await isAttached(engine, 'a')).toBe(false);
  });
});
