import type { Actor } from '#event-sourcing';
import * as fc from 'fast-check';
import { assigned, delivered, life, opened, progress } from '../../../../test/support/round-events.js';
import { idOfEvent, projected, type PastEvent } from '../../../../test/support/projected-views.js';
import { explainEvent, explainEvents } from './explanation.js';
import { findInTrail, listTrail, type TrailQuery } from './trail-list.js';
import { trail } from './trail.js';

const li: Partial<Actor> = {
  id: 'account-li',
  personId: 'person-li',
  name: '李四',
  post: '所长',
  unitId: 'unit-water',
  unit: '水务所',
  roles: ['unit-head'],
  client: 'console',
};

const proof = { way: 'password', at: '2023-11-30T23:59:00.000Z' } as const;

const past: PastEvent[] = [
  { stream: 'round-r1', event: opened, at: '2023-08-29T00:00:00.000Z' },
  { stream: 'issue-a', event: delivered('1') },
  { stream: 'issue-b', event: delivered('2') },
  { stream: 'issue-a', event: assigned(), by: li, at: '2023-09-05T00:00:00.000Z' },
  {
    stream: 'issue-a',
    event: progress(40),
    by: { ...li, id: 'account-li-2' },
    at: '2023-10-01T00:00:00.000Z',
    recorded: '2023-12-01T00:00:00.000Z',
    more: { reason: '补录', onBehalfOf: '水务所', command: 'ReportProgress', proof },
  },
  { stream: 'unit-u', event: { type: 'UnitRegistered', data: { name: '水务所' } } },
];

describe('the trail of all contexts', () => {
  const found = async (query: TrailQuery): Promise<string[]> => {
    const { reader } = await projected([trail], past);
    return (await listTrail(reader, query)).rows.map(({ row }) => row.position);
  };

  it.each<[string, TrailQuery, string[]]>([
    ['whole, in the order of recording', {}, ['1', '2', '3', '4', '5', '6']],
    ['backwards', { descending: true, limit: 2 }, ['6', '5']],
    ['by account', { actor: 'account-li' }, ['4']],
    ['by person, through any account', { person: 'person-li' }, ['4', '5']],
    ['by unit', { unit: 'unit-water' }, ['4', '5']],
    ['by issue', { issue: 'a' }, ['2', '4', '5']],
    ['by stream', { stream: 'round-r1' }, ['1']],
    ['by the streams of a round', { streams: ['round-r1', 'issue-b'] }, ['1', '3']],
    ['by one stream among those of a round', { streams: ['round-r1', 'issue-b'], stream: 'issue-b' }, ['3']],
    ['by one stream outside a round', { streams: ['round-r1'], stream: 'issue-a' }, []],
    ['by an issue of a round', { streams: ['issue-a', 'issue-b'], issue: 'b' }, ['3']],
    ['by an issue and another stream', { stream: 'issue-a', issue: 'b' }, []],
    ['by no streams', { streams: [] }, []],
    ['by category', { category: 'unit' }, ['6']],
    ['by kind', { kind: 'IssueDelivered' }, ['2', '3']],
    ['by several kinds', { kind: ['RoundOpened', 'IssueAssigned'] }, ['1', '4']],
    ['by a period of recording', { from: '2023-09-06T00:00:00.000Z' }, ['5', '6']],
    [
      'by a period of effect, both ends included',
      { clock: 'effective', from: '2023-09-05T00:00:00.000Z', to: '2023-10-01T00:00:00.000Z', issue: 'a' },
      ['4', '5'],
    ],
    ['as known at a moment', { issue: 'a', knownAt: '2023-11-30T00:00:00.000Z' }, ['2', '4']],
  ])('is listed %s', async (_, query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  it('says who, as the person was, what, when on both clocks, why and from where', async () => {
    const { reader } = await projected([trail], past);
    expect((await findInTrail(reader, { id: idOfEvent(5) }))?.row).toEqual({
      id: idOfEvent(5),
      event: 'ProgressReported',
      schemaVersion: 1,
      command: 'ReportProgress',
      commandId: idOfEvent(5),
      actor: { ...li, id: 'account-li-2' },
      onBehalfOf: '水务所',
      proof,
      reason: '补录',
      effectiveAt: '2023-10-01T00:00:00.000Z',
      recordedAt: '2023-12-01T00:00:00.000Z',
      stream: 'issue-a',
      category: 'issue',
      subjectId: 'a',
      version: 3,
      position: '5',
      correlationId: idOfEvent(5),
      causationId: idOfEvent(5),
      data: progress(40).data,
    });
  });
});

describe('an issue with any history', () => {
  it('has every one of its events in its timeline exactly once, page after page', async () => {
    const event = fc.record({ issue: fc.constantFrom('a', 'b', 'c'), event: fc.constantFrom(...life) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        async (all, limit) => {
          const { reader } = await projected(
            [trail],
            all.map(({ issue, event }) => ({ stream: `issue-${issue}`, event })),
          );
          for (const issue of ['a', 'b', 'c']) {
            const ids: string[] = [];
            let cursor: string | undefined;
            do {
              const page = await listTrail(reader, { issue, limit, cursor });
              ids.push(...page.rows.map(({ key }) => key));
              cursor = page.next;
            } while (cursor !== undefined);
            expect(ids).toEqual(all.flatMap((one, i) => (one.issue === issue ? [idOfEvent(i + 1)] : [])));
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

interface Picture {
  readonly unit: string | null;
  readonly percent: number;
}

/** A picture of an issue that a spec can hold in its head. */
const pictures = {
  name: 'pictures',
  version: 1,
  types: new Set(['IssueDelivered', 'IssueAssigned', 'ProgressReported']),
  key: ({ stream }: { stream: string }) => stream.slice('issue-'.length),
  fold: (row: Picture | undefined, { type, data }: { type: string; data: object }): Picture => ({
    unit: type === 'IssueAssigned' ? (data as { leadUnit: { name: string } }).leadUnit.name : (row?.unit ?? null),
    percent: type === 'ProgressReported' ? (data as { percent: number }).percent : (row?.percent ?? 0),
  }),
  columns: {},
  indexes: [],
};

describe('an event of the trail', () => {
  const subjects = { issue: pictures as never };
  const explained = async (n: number) => {
    const { reader } = await projected([trail, pictures], past);
    const event = (await findInTrail(reader, { id: idOfEvent(n) }))!.row;
    return (await explainEvent(reader, event, subjects)).changes;
  };

  it('is explained by what it changed, field by field', async () => {
    expect(await explained(4)).toEqual([{ field: 'unit', after: '水务所' }]);
    expect(await explained(5)).toEqual([{ field: 'percent', before: 0, after: 40 }]);
  });

  it('is explained from nothing where the subject began with it', async () => {
    expect(await explained(2)).toEqual([{ field: 'percent', after: 0 }]);
  });

  it('changes nothing that is shown where no view shows its subject', async () => {
    expect(await explained(6)).toEqual([]);
    expect(await explained(1)).toEqual([]);
  });

  it('is told from its neighbours though all of them share one moment', async () => {
    const at = '2023-09-01T00:00:00.000Z';
    const { reader } = await projected(
      [trail, pictures],
      [delivered('1'), progress(10), progress(20), progress(20), progress(30)].map((event) => ({
        stream: 'issue-a',
        event,
        at,
      })),
    );
    const events = (await listTrail(reader, { issue: 'a' })).rows.map(({ row }) => row);
    const all = await explainEvents(reader, events, subjects);
    expect(all.map(({ changes }) => changes.map(({ before, after }) => [before, after]))).toEqual([
      [[undefined, 0]],
      [[0, 10]],
      [[10, 20]],
      [],
      [[20, 30]],
    ]);
  });
});
