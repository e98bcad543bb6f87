import { type AppendResult, ConcurrencyConflict, type EventStore, StoreUnavailable } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { type PostgresServer, startPostgres, until } from '../support/postgres.js';
import { withoutLock, withoutUniqueKeys } from '../support/postgres-weakened.js';
import { appendOne, someEvent, to } from './some-events.js';

const MOST_RACERS = 16;

describe('given racers of several processes on one stream', () => {
  let server: PostgresServer;
  let url: string;
  let racers: EventStore[];
  const query = (sql: string) => server.query(url, sql);
  /** Each expects the same version; gives what each met. */
  const race = (expected: number, count: number): Promise<(AppendResult | 'failed')[]> =>
    Promise.all(
      racers.slice(0, count).map((store) =>
        appendOne(store, to('note-1', expected, someEvent())).catch((error: unknown) => {
          if (error instanceof StoreUnavailable) return 'failed' as const;
          throw error;
        }),
      ),
    );
  const won = (results: readonly (AppendResult | 'failed')[]) =>
    results.filter((result) => result !== 'failed' && !(result instanceof Error)).length;
  const duplicates = async () =>
    (await query('select stream, version from rectify_events.events group by 1, 2 having count(*) > 1')).length;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    url = await server.database();
    racers = await Promise.all(Array.from({ length: MOST_RACERS }, () => openEventStore(url)));
  });
  afterEach(() => Promise.all(racers.map((store) => store.close())));

  it.each([2, 4, 8, 16])('lets exactly one of %i win each of 100 versions', async (count) => {
    for (let version = 0; version < 100; version++) {
      const results = await race(version, count);
      expect(won(results)).toBe(1);
      expect(results.filter((result) => result instanceof ConcurrencyConflict)).toHaveLength(count - 1);
    }
    const events = await racers[0]!.readAll('0', 1_000);
    expect(events.map(({ version }) => version)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(events.map(({ position }) => Number(position))).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
  });

  it('lets no two win when the lock is gone, since the unique keys carry that', async () => {
    await withoutLock(query);
    let failed = 0;
    for (let version = 0; failed === 0 || version < 50;) {
      const results = await race(version, MOST_RACERS);
      failed += results.filter((result) => result === 'failed').length;
      expect(won(results)).toBeLessThanOrEqual(1);
      version += won(results);
    }
    expect(failed).toBeGreaterThan(0);
    expect(await duplicates()).toBe(0);
  });

  it('would let several win, were lock and unique keys both gone', async () => {
    await withoutLock(query);
    await withoutUniqueKeys(query);
    let version = 0;
    await until(async () => {
      await race(version++, MOST_RACERS);
      return (await duplicates()) > 0;
    });
    expect(await duplicates()).toBeGreaterThan(0);
  });
});
