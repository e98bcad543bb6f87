// Rebuilding views of the shapes that Rectify has, all at once, from stored events.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { integer, projection, text, ViewRunner } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { median, perSecond } from './measure.mjs';

const TYPES = [
  'IssueDelivered',
  'IssueAssigned',
  'ProgressReported',
  'EvidenceAttached',
  'ClosureRequested',
  'ClosureApproved',
];
const EVENTS_OF_EACH = 10;
const actor = {
  id: 'account-1',
  personId: 'person-1',
  name: '张三',
  post: '科长',
  unit: '综合部',
  roles: ['reporter'],
  client: 'bench',
};

const when = (fold) => Object.fromEntries(TYPES.map((type) => [type, fold]));

const versioned = (name) =>
  projection({
    name,
    version: 1,
    when: when((row, { type, data, metadata, version }) => ({
      ...row,
      round: data.round,
      number: data.number,
      status: type,
      unit: data.unit,
      percent: data.percent,
      narrative: data.narrative,
      by: metadata.actor.name,
      version,
    })),
    columns: {
      round: text((row) => row.round),
      status: text((row) => row.status),
      number: integer((row) => row.number),
      percent: integer((row) => row.percent),
    },
    indexes: [
      ['round', 'number'],
      ['round', 'status', 'number'],
    ],
  });

const trail = projection({
  name: 'trail',
  version: 1,
  key: (event) => event.id,
  when: when((_, { type, stream, data, metadata, position }) => ({
    type,
    stream,
    number: data.number,
    at: Number(position),
    by: metadata.actor.personId,
  })),
  columns: { by: text((row) => row.by), type: text((row) => row.type), at: integer((row) => row.at) },
  indexes: [
    ['by', 'at'],
    ['type', 'at'],
  ],
});

const rounds = projection({
  name: 'rounds',
  version: 1,
  key: (event) => event.data.round,
  when: { IssueDelivered: (row, event) => ({ issues: (row?.issues ?? 0) + 1, last: event.data.number }) },
  columns: { issues: integer((row) => row.issues) },
});

const closures = projection({
  name: 'closures',
  version: 1,
  when: { ClosureApproved: (_, event) => ({ number: event.data.number, by: event.metadata.actor.name }) },
  columns: { number: integer((row) => row.number) },
});

export const VIEWS = [versioned('ledger'), versioned('detail'), versioned('inbox'), trail, rounds, closures];

const narrative = '一是组织学习13次,二是完善制度2项,三是开展专项检查,发现问题均已整改到位。'.repeat(2);

const filled = async (url, count) => {
  const store = await openEventStore(url);
  const streams = count / EVENTS_OF_EACH;
  const at = Date.parse('2023-01-01T00:00:00Z');
  for (let from = 0; from < count; from += 1_000) {
    const appends = [];
    for (let i = from; i < Math.min(from + 1_000, count); i++) {
      const issue = i % streams;
      const turn = Math.floor(i / streams);
      const id = randomUUID();
      appends.push([
        {
          stream: `issue-${issue}`,
          expected: turn || 'none',
          events: [
            {
              id,
              type: TYPES[turn === EVENTS_OF_EACH - 1 ? 5 : turn % 5],
              schemaVersion: 1,
              data: {
                round: `round-${issue % 40}`,
                number: issue,
                unit: `unit-${issue % 50}`,
                percent: turn * 10,
                narrative,
              },
              metadata: {
                actor,
                effectiveAt: new Date(at + i * 1_000).toISOString(),
                correlationId: id,
                causationId: id,
                command: 'Bench',
                commandId: id,
                commandHash: id.repeat(2),
              },
            },
          ],
        },
      ]);
    }
    await store.append(appends);
  }
  return store;
};

const caughtUp = async (store, url) => {
  const readStore = await openReadStore(url);
  const runner = new ViewRunner(store, readStore, VIEWS);
  const head = await store.head();
  const started = performance.now();
  await runner.start();
  await runner.waitFor(
    VIEWS.map(({ name }) => name),
    head,
    600_000,
  );
  const rate = perSecond(Number(head), started);
  await runner.stop();
  await readStore.close();
  return rate;
};

/** Events per second through six views at once, from an empty read store to the last index. */
export const benchRebuild = async ({ count = 120_000, rounds = 3 } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'rectify-rebuild-'));
  const store = await filled(`sqlite:${join(folder, 'events.db')}`, count);
  const rates = [];
  for (let round = 0; round < rounds; round++) {
    rates.push(await caughtUp(store, `sqlite:${join(folder, `views-${round}.db`)}`));
  }
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  return [
    { name: `rebuild of ${VIEWS.length} views`, unit: 'events/s', value: median(rates), wanted: { value: 12_000 } },
  ];
};
