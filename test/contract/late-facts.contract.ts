import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import {
  type Event,
  integer,
  type Moment,
  type Position,
  projection,
  type Recorded,
  SetClock,
  text,
  type Versioned,
  type View,
  ViewRunner,
} from '#event-sourcing';
import { openEventStore } from '#event-store';
import { asRecorded } from '#event-sourcing/testing';
import type { OpenedReadStore } from './read-store.contract.js';

type Told =
  | Event<'Counted', { readonly side: string; readonly by: number }>
  | Event<'Doubled', { readonly side: string }>
  | Event<'Removed', { readonly side: string }>
  | Event<'Passed', { readonly side: string }>;

interface Sum {
  readonly side: string;
  readonly total: number;
}

const keyOf = ({ stream, data }: Recorded<Told>): string => `${stream}/${data.side}`;

/** Counting and doubling come out differently in another order. */
const sums = projection<Sum, Told>({
  name: 'sums',
  version: 1,
  seenThrough: 'everyone',
  key: keyOf,
  when: {
    Counted: (row, { data: { side, by } }) => ({ side, total: (row?.total ?? 0) + by }),
    Doubled: (row) => row && (row.total === 0 ? row : { ...row, total: row.total * 2 }),
    Removed: () => undefined,
    Passed: (row) => row,
  },
  columns: { side: text((row) => row.side), total: integer((row) => row.total) },
  indexes: [['side', 'total']],
});

interface Step {
  readonly stream: number;
  readonly event: Told;
  /** Hours: how far the store's clock moves on, and how long before that the fact happened. */
  readonly recorded: number;
  readonly ago: number;
}

const STREAMS = 6;
const side = fc.constantFrom('a', 'b');
const step: fc.Arbitrary<Step> = fc.record({
  stream: fc.nat(STREAMS - 1),
  event: fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(side, fc.nat(3)).map(([s, by]): Told => ({ type: 'Counted', data: { side: s, by } })),
    },
    { weight: 3, arbitrary: side.map((s): Told => ({ type: 'Doubled', data: { side: s } })) },
    { weight: 1, arbitrary: side.map((s): Told => ({ type: 'Removed', data: { side: s } })) },
    { weight: 1, arbitrary: side.map((s): Told => ({ type: 'Passed', data: { side: s } })) },
  ),
  recorded: fc.nat(1),
  ago: fc.oneof(fc.constant(0), fc.nat(8)),
});

const HOUR_MS = 3_600_000;
const hour = (n: number): string => new Date(Date.UTC(2024, 0, 1) + n * HOUR_MS).toISOString();

/** Many small lives at once: opening a store takes longer than following them. */
const lives = fc.array(step, { minLength: 1, maxLength: 70 });

const moment: fc.Arbitrary<Moment> = fc.record(
  { asOf: fc.integer({ min: -8, max: 40 }).map(hour), knownAt: fc.integer({ min: 0, max: 40 }).map(hour) },
  { requiredKeys: [] },
);

/** The events as a program that takes facts in any order would store them. */
const stored = async (steps: readonly Step[]) => {
  const clock = new SetClock(hour(0));
  const store = await openEventStore('memory:', { clock });
  const last = Array<string>(STREAMS).fill('');
  let now = 0;
  for (const { stream, event, recorded, ago } of steps) {
    now += recorded;
    clock.set(hour(now));
    const at = hour(now - ago);
    const late = at < last[stream]!;
    if (!late) last[stream] = at;
    const metadata = {
      ...asRecorded('sum-0', { event, at }, 1).metadata,
      ...(late ? { outOfOrder: true as const } : {}),
    };
    await store.append([
      [
        {
          stream: `sum-${stream}`,
          expected: 'any',
          events: [{ id: randomUUID(), ...event, schemaVersion: 1, metadata }],
        },
      ],
    ]);
  }
  return store;
};

type Order = (a: Recorded, b: Recorded) => number;

const byVersion: Order = (a, b) => a.version - b.version;
const byDay: Order = (a, b) =>
  Date.parse(a.metadata.effectiveAt) - Date.parse(b.metadata.effectiveAt) || byVersion(a, b);

/** What was true by `asOf` among what was recorded by `knownAt`, from the list of events and nothing else. */
const fromTheStart = (events: readonly Recorded[], { asOf, knownAt }: Moment, order = byDay): Map<string, Sum> => {
  const rows = new Map<string, Sum>();
  const seen = events.filter(
    ({ recordedAt, metadata }) =>
      (knownAt === undefined || recordedAt <= knownAt) && (asOf === undefined || metadata.effectiveAt <= asOf),
  );
  for (const event of [...seen].sort(order) as Recorded<Told>[]) {
    const row = sums.fold(rows.get(keyOf(event)), event);
    if (row) rows.set(keyOf(event), row);
    else rows.delete(keyOf(event));
  }
  return rows;
};

const bySize = (rows: ReadonlyMap<string, Sum>): [string, Sum][] =>
  [...rows].sort(([a, one], [b, other]) => one.total - other.total || (a < b ? -1 : 1));

const listedOf = (rows: readonly Versioned<Sum>[]): [string, Sum][] => rows.map(({ key, row }) => [key, row]);

const KEYS = Array.from({ length: STREAMS }, (_, n) => [`sum-${n}/a`, `sum-${n}/b`]).flat();

export const describeLateFacts = (opening: () => Promise<OpenedReadStore>): void => {
  /** The view at the end of these events, folded batch by batch. */
  const following = async (
    steps: readonly Step[],
    { batch, cachedRows }: { readonly batch: number; readonly cachedRows: number },
    check: (view: OpenedReadStore['store'], events: readonly Recorded[]) => Promise<void>,
  ): Promise<void> => {
    const [opened, events] = [await opening(), await stored(steps)];
    const runner = new ViewRunner(events, opened.store, [sums as View], { batch, cachedRows });
    const head: Position = await events.head();
    await runner.start();
    try {
      await runner.waitFor([sums.name], head, 20_000);
      await check(opened.store, await events.readAll('0', 1_000));
    } finally {
      await runner.stop();
      await opened.close();
    }
  };

  const answersLike = async (
    store: OpenedReadStore['store'],
    wanted: Map<string, Sum>,
    asked: Moment,
  ): Promise<void> => {
    for (const key of KEYS) expect((await store.find(sums, key, asked))?.row).toEqual(wanted.get(key));
    for (const descending of [false, true]) {
      const { rows } = await store.list(sums, { ...asked, sort: { column: 'total', descending } });
      expect(listedOf(rows).map(([, { total }]) => total)).toEqual(
        listedOf([...rows])
          .map(([, { total }]) => total)
          .sort((a, b) => (descending ? b - a : a - b)),
      );
      expect(bySize(new Map(listedOf(rows)))).toEqual(bySize(wanted));
    }
    const one = await store.list(sums, { ...asked, where: { side: 'a' }, sort: { column: 'total' } });
    expect(listedOf(one.rows)).toEqual(bySize(wanted).filter(([, row]) => row.side === 'a'));
    const counted = await store.count(sums, 'side', asked);
    for (const s of ['a', 'b']) {
      expect(counted.get(s) ?? 0).toBe([...wanted.values()].filter((row) => row.side === s).length);
    }
  };

  const counted = (by: number, ago: number): Step => ({
    stream: 0,
    event: { type: 'Counted', data: { side: 'a', by } },
    recorded: 1,
    ago,
  });
  const doubled = (ago: number): Step => ({
    stream: 0,
    event: { type: 'Doubled', data: { side: 'a' } },
    recorded: 1,
    ago,
  });
  const whole = { batch: 100, cachedRows: 100 };

  describe('facts told out of order', () => {
    it('stand on their day from then on, and are unknown before they were told', async () => {
      // Recorded at 1, 2, 3 o'clock; the last one happened at 1:30 the day's count.
      const steps = [counted(3, 0), { ...doubled(0), recorded: 4 }, counted(10, 2)];
      for (const batch of [1, 2, 100]) {
        await following(steps, { batch, cachedRows: 0 }, async (store) => {
          const total = async (asOf: number, knownAt?: number) =>
            (
              await store.find(sums, 'sum-0/a', {
                asOf: hour(asOf),
                ...(knownAt === undefined ? {} : { knownAt: hour(knownAt) }),
              })
            )?.row.total;
          expect([await total(1), await total(3), await total(4), await total(5), await total(6)]).toEqual([
            3, 3, 13, 26, 26,
          ]);
          expect([await total(1, 5), await total(4, 5), await total(5, 5)]).toEqual([3, 3, 6]);
          expect((await store.find(sums, 'sum-0/a'))?.row.total).toBe(26);
        });
      }
    });

    it('answer at every moment as reading the events from the start does, in batches of any size', async () => {
      await fc.assert(
        fc.asyncProperty(
          lives,
          fc.array(moment, { minLength: 4, maxLength: 8 }),
          fc.record({ batch: fc.integer({ min: 1, max: 30 }), cachedRows: fc.constantFrom(0, 100) }),
          (steps, moments, how) =>
            following(steps, how, async (store, events) => {
              for (const asked of [{}, ...moments]) await answersLike(store, fromTheStart(events, asked), asked);
            }),
        ),
        { numRuns: 25 },
      );
    });

    it('would be answered wrongly in the order in which they were recorded', async () => {
      await following([counted(3, 0), doubled(0), counted(1, 2)], whole, async (store, events) => {
        const now = (await store.find(sums, 'sum-0/a'))?.row;
        expect(now).toEqual(fromTheStart(events, {}).get('sum-0/a'));
        expect(now).not.toEqual(fromTheStart(events, {}, byVersion).get('sum-0/a'));
      });
    });

    it('leave the same versions behind however they were cut into batches', async () => {
      await fc.assert(
        fc.asyncProperty(lives, async (steps) => {
          const histories: unknown[] = [];
          for (const how of [{ batch: 1, cachedRows: 0 }, { batch: 7, cachedRows: 100 }, whole]) {
            await following(steps, how, async (store) => {
              histories.push(await Promise.all(KEYS.map((key) => store.history(sums, key))));
            });
          }
          expect(histories[1]).toEqual(histories[0]);
          expect(histories[2]).toEqual(histories[0]);
        }),
        { numRuns: 4 },
      );
    });
  });
};
