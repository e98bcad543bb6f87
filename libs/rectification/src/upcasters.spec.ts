import { type EventStore, type Recorded, withUpcasters } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { issue } from './domain/issue/issue.js';
import { rectificationUpcasters } from './upcasters.js';

/** As version 1 of the program stored it, byte for byte. */
const stored = `{"id":"0b8f7a52-6c1e-4d63-9d0a-1f2e3d4c0000","type":"ProgressReported","schemaVersion":1,"data":{"narrative":"一是开展企业检查。","measures":["检查企业"],"percent":60,"figures":{"检查企业(家次)":239,"排查隐患(处)":350},"evidence":[]},"metadata":{"actor":{"id":"account-1","personId":"person-1","name":"张三","roles":["reporter"],"client":"web"},"effectiveAt":"2023-10-15T02:00:00.000Z","correlationId":"c","causationId":"c","command":"ReportProgress","commandId":"0b8f7a52-6c1e-4d63-9d0a-1f2e3d4c5b6a","commandHash":"h"}}`;

const lifted = {
  narrative: '一是开展企业检查。',
  measures: ['检查企业'],
  percent: 60,
  figures: [
    { name: '检查企业(家次)', value: 239, unit: '', on: '' },
    { name: '排查隐患(处)', value: 350, unit: '', on: '' },
  ],
  evidence: [],
};

describe('a progress report stored by version 1', () => {
  let store: EventStore;

  beforeEach(async () => {
    store = await openEventStore('memory:');
    await store.append([[{ stream: 'issue-i1', expected: 'none', events: [JSON.parse(stored)] }]]);
  });

  it('is read in the shape of version 2, from its stream and from all events', async () => {
    const seen = withUpcasters(store, rectificationUpcasters);
    for (const [event] of [await seen.readStream('issue-i1', 0), await seen.readAll('0', 10)]) {
      expect(event).toMatchObject({ type: 'ProgressReported', schemaVersion: 2, data: lifted });
    }
  });

  it('stays in the store as it was written', async () => {
    await withUpcasters(store, rectificationUpcasters).readAll('0', 10);
    const [event] = await store.readStream('issue-i1', 0);
    expect(event).toMatchObject(JSON.parse(stored));
  });

  it('folds into an issue', async () => {
    const [event] = await withUpcasters(store, rectificationUpcasters).readStream('issue-i1', 0);
    expect(issue.evolve(issue.initial, event as Recorded<never>).progress).toMatchObject([lifted]);
  });
});

describe('a progress report stored by version 2', () => {
  it('is left alone', async () => {
    const store = await openEventStore('memory:');
    const today = { ...JSON.parse(stored), schemaVersion: 2, data: lifted };
    await store.append([[{ stream: 'issue-i1', expected: 'none', events: [today] }]]);
    const [event] = await withUpcasters(store, rectificationUpcasters).readStream('issue-i1', 0);
    expect(event).toMatchObject({ schemaVersion: 2, data: lifted });
  });

  it('is what the issue writes', () => {
    expect(issue.schemaVersions).toEqual({ ProgressReported: 2 });
  });
});
