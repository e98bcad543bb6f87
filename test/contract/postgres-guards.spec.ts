import { type Append, type EventStore, StoreUnavailable } from '#event-sourcing';
import { openEventStore, openEventStoreReadOnly } from '#event-store';
import { type PostgresServer, startPostgres, until } from '../support/postgres.js';
import { appendOne, someEvent, someEvents, to } from './some-events.js';

describe('given an event store on PostgreSQL', () => {
  let server: PostgresServer;
  let url: string;
  let store: EventStore;
  const query = (sql: string, values?: unknown[]) => server.query(url, sql, values);

  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    url = await server.database();
    store = await openEventStore(url);
    await appendOne(store, to('note-1', 'none', ...someEvents(3)));
  });
  afterEach(() => store.close());

  describe('whoever tries to change what was stored', () => {
    const table = 'rectify_events.events';
    const changes = [
      [`update ${table} set data = '{}'`],
      [`update ${table} set version = 9 where version = 3`],
      [`delete from ${table} where version = 3`],
      [`delete from ${table} where false`],
      [`truncate ${table}`],
      [`truncate ${table} cascade`],
    ];

    it.each(changes)('is refused by a trigger, even the owner and a replica: %s', async (change) => {
      await expect(query(change)).rejects.toThrow('never changed or removed');
      await expect(query(`set session_replication_role = replica; ${change}`)).rejects.toThrow('never changed');
      expect(await store.readStream('note-1')).toHaveLength(3);
    });

    it.each(changes)('has no right to as the role that appends: %s', async (change) => {
      await expect(query(`set role rectify_appender; ${change}`)).rejects.toThrow('permission denied');
    });

    it('could, without the triggers', async () => {
      await query(`alter table ${table} disable trigger user; delete from ${table} where version = 3`);
      expect(await store.readStream('note-1')).toHaveLength(2);
    });

    it('finds the store working as that role only, which may read and add', async () => {
      const rights = await query(
        `select string_agg(privilege_type, ' ' order by privilege_type) as rights from information_schema.role_table_grants
          where grantee = 'rectify_appender' and table_name = 'events'`,
      );
      expect(rights).toEqual([{ rights: 'INSERT SELECT' }]);
      await query(`revoke insert on ${table} from rectify_appender`);
      await expect(appendOne(store, to('note-1', 3, someEvent()))).rejects.toThrow('permission denied');
    });
  });

  describe('a user who may not make roles', () => {
    it('owns the database and works all the same', async () => {
      const name = new URL(url).pathname.slice(1);
      await query(`create role ${name}_user login password 'p'; grant rectify_appender to ${name}_user`);
      await query(`create database ${name}_own owner ${name}_user`);
      const own = new URL(url);
      Object.assign(own, { username: `${name}_user`, password: 'p', pathname: `/${name}_own` });
      const other = await openEventStore(own.href);
      expect(await appendOne(other, to('note-1', 'none', someEvent()))).toMatchObject({ outcome: 'ok' });
      await other.close();
      await expect(server.query(own.href, 'delete from rectify_events.events')).rejects.toThrow('never changed');
    });

    it('is told what an administrator must do when the role is not hers', async () => {
      const name = new URL(url).pathname.slice(1);
      await query(`create role ${name}_user login password 'p'`);
      await query(`create database ${name}_own owner ${name}_user`);
      const own = new URL(url);
      Object.assign(own, { username: `${name}_user`, password: 'p', pathname: `/${name}_own` });
      await expect(openEventStore(own.href)).rejects.toThrow('GRANT rectify_appender TO');
    });
  });

  describe('the schema', () => {
    it('is made once by processes that start together', async () => {
      const fresh = await server.database();
      const stores = await Promise.all(Array.from({ length: 6 }, () => openEventStore(fresh)));
      await Promise.all(stores.map((one) => one.close()));
      expect(await server.query(fresh, 'select number from rectify_events.migrations')).toEqual([{ number: 1 }]);
    });

    it('of a later program is refused, and left as it is', async () => {
      await query('insert into rectify_events.migrations (number) values (99)');
      await expect(openEventStore(url)).rejects.toThrow('schema 99');
      await expect(openEventStoreReadOnly(url)).rejects.toThrow('schema 99');
    });

    it('is not made by a reader', async () => {
      const fresh = await server.database();
      await expect(openEventStoreReadOnly(fresh)).rejects.toThrow('no event store');
    });
  });

  describe('a reader', () => {
    it('reads what is there and cannot append', async () => {
      const reader = await openEventStoreReadOnly(url);
      expect(await reader.readAll('0', 10)).toEqual(await store.readAll('0', 10));
      await expect(reader.append([])).rejects.toThrow(StoreUnavailable);
      await reader.close();
    });
  });

  describe('an event that the database cannot keep', () => {
    it('is refused alone, and the others of the batch are taken', async () => {
      const results = await store.append([
        to('note-2', 'none', someEvent()),
        to(`note-${'x'.repeat(100_000)}${Math.random()}`, 'none', { ...someEvent(), type: 'a\0b' }),
        to('note-3', 'none', someEvent()),
      ]);
      expect(results.map((one) => (one instanceof Error ? 'refused' : one.outcome))).toEqual(['ok', 'refused', 'ok']);
      expect((await store.readAll('0', 10)).map(({ position }) => position)).toEqual(['1', '2', '3', '4', '5']);
    });
  });

  describe('another process that appends', () => {
    it('wakes those that listen', async () => {
      const other = await openEventStore(url);
      let rung = 0;
      store.onAppended(() => rung++);
      // The first ring says that the connection listens.
      await until(() => rung > 0);
      const before = rung;
      await appendOne(other, to('note-9', 'none', someEvent()));
      await until(() => rung > before);
      await other.close();
      expect(rung).toBeGreaterThan(before);
    });
  });

  describe('connections that are cut', () => {
    const cut = () =>
      query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`);

    it('are made anew: reads and appends go on, and the listener hears again', async () => {
      let rung = 0;
      store.onAppended(() => rung++);
      await until(() => rung > 0);
      await cut();
      expect(await store.readStream('note-1')).toHaveLength(3);
      expect(await appendOne(store, to('note-1', 3, someEvent()))).toMatchObject({ outcome: 'ok', versions: [4] });
      const before = rung;
      const other = await openEventStore(url);
      await until(async () => {
        await appendOne(other, to('note-8', 'any', someEvent()));
        return rung > before;
      });
      await other.close();
    });

    it('in the middle of appends lose nothing that was acknowledged and double nothing', async () => {
      const acknowledged = new Set<string>();
      let failed = 0;
      const over = new AbortController();
      const cutting = (async () => {
        for (let i = 0; i < 20; i++) {
          await cut();
          await new Promise((resolve) => setTimeout(resolve, 15));
        }
        over.abort();
      })();
      const taken = (append: Append) =>
        store.append([append]).then(
          () => true,
          (error: unknown) => {
            if (!(error instanceof StoreUnavailable)) throw error;
            failed++;
            return false;
          },
        );
      for (let i = 0; !over.signal.aborted; i++) {
        const events = someEvents(2);
        await until(() => taken(to(`note-${i % 7}`, 'any', ...events)));
        for (const { id } of events) acknowledged.add(id);
      }
      await cutting;
      const stored = await store.readAll('3', 1_000_000);
      expect(stored.map(({ id }) => id)).toEqual([...acknowledged]);
      expect(stored.map(({ position }) => Number(position))).toEqual(stored.map((_, i) => i + 4));
      expect(failed).toBeLessThan(acknowledged.size);
    });
  });
});
