import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { setTimeout as pause } from 'node:timers/promises';
import { openEventStore } from '#event-store';
import { type EventStore, GroupCommit, StoreUnavailable, subscribe } from '#event-sourcing';
import { eventually } from '../support/eventually.js';
import type { Fault } from '../support/eventstoredb/faults.js';
import { EventStoreDbDouble } from '../support/eventstoredb/eventstoredb-double.js';
import { appendOne, someEvent, someEvents, to } from './some-events.js';

const SHORT_MS = 300;
const NEVER_POLLS = 3_600_000;
const ALWAYS = { times: 1_000 };

/** What the client of EventStoreDB does to those who trust it, and what the store above it makes of that. */
describe('given the client of EventStoreDB 6.2.1', () => {
  let double: EventStoreDbDouble;
  let store: EventStore;

  beforeEach(async () => {
    double = await EventStoreDbDouble.start();
    store = await openEventStore(double.url, { limitMs: SHORT_MS });
  });
  afterEach(async () => {
    await store.close();
    await double.close();
  });

  const outcome = (append: Promise<unknown>) =>
    Promise.race([append.then(String, (error: Error) => error.name), pause(SHORT_MS, 'waits')]);
  const bare = async <T>(work: (client: EventStoreDBClient) => Promise<T>, url = double.url): Promise<T> => {
    const client = EventStoreDBClient.connectionString(url);
    try {
      return await work(client);
    } finally {
      // After a half-closed call the client cannot even be disposed of.
      await outcome(client.dispose());
      await (client as unknown as { getChannel(): Promise<{ close(): void }> }).getChannel().then((it) => it.close());
    }
  };
  const stored = () => double.log.all.map(({ id }) => id);

  describe('(a) when the server falls silent', () => {
    it('waits for ever in the client', async () => {
      double.faults.inject('append', 'silent');
      await bare(async (client) => {
        const event = jsonEvent({ type: 'Noted', data: {} });
        expect(await outcome(client.appendToStream('note-1', event, { deadline: SHORT_MS / 10 }))).toBe('waits');
      });
    });

    it('says that the store is unavailable, and stores the repeat once it speaks again', async () => {
      double.faults.inject('append', 'silent', ALWAYS);
      const append = to('note-1', 'none', someEvent());
      expect(await appendOne(store, append)).toBeInstanceOf(StoreUnavailable);
      expect(stored()).toEqual([]);
      double.faults.clear();
      expect(await appendOne(store, append)).toMatchObject({ outcome: 'ok', versions: [1] });
    });

    it('says so of a read as well', async () => {
      double.faults.inject('read', 'silent', ALWAYS);
      await expect(store.readStream('note-1')).rejects.toThrow(StoreUnavailable);
      await expect(store.readAll('0', 1)).rejects.toThrow(StoreUnavailable);
      double.faults.clear();
      expect(await store.head()).toBe('0');
    });
  });

  describe('when the server is slow with one append', () => {
    it('lets no append to another stream wait for it', async () => {
      double.faults.inject('append', 'slow', { delayMs: SHORT_MS / 3 });
      const commits = new GroupCommit(store);
      const settled: string[] = [];
      const append = async (stream: string) => {
        await commits.append(to(stream, 'any', someEvent()));
        settled.push(stream);
      };
      const slow = append('note-1');
      await eventually(() => double.faults.left('append') === 0);
      await Promise.all([slow, append('note-2'), append('note-1'), append('note-3')]);
      expect(settled.slice(0, 2).toSorted()).toEqual(['note-2', 'note-3']);
      expect(settled.slice(2)).toEqual(['note-1', 'note-1']);
      expect(double.log.all.filter(({ stream }) => stream === 'note-1')).toHaveLength(2);
    });
  });

  describe('when the answer is lost', () => {
    it.each<Fault>(['unanswered', 'reset after commit'])(
      'learns from the stream that it was taken (%s)',
      async (fault) => {
        double.faults.inject('append', fault);
        const events = someEvents(2);
        expect(await appendOne(store, to('note-1', 'none', ...events))).toMatchObject({ outcome: 'ok', versions: [2] });
        expect(stored()).toEqual(events.map(({ id }) => id));
      },
    );

    it('writes what did not arrive', async () => {
      double.faults.inject('append', 'reset before commit', { times: 2 });
      expect(await appendOne(store, to('note-1', 'none', someEvent()))).toMatchObject({ outcome: 'ok', versions: [1] });
      expect(stored()).toHaveLength(1);
    });

    it('learns of the other who came first meanwhile', async () => {
      double.faults.inject('append', 'slow', { delayMs: SHORT_MS / 3 });
      const late = appendOne(store, to('note-1', 'none', someEvent()));
      const other = await openEventStore(double.url);
      await eventually(() => double.faults.left('append') === 0);
      expect(await appendOne(other, to('note-1', 'none', someEvent()))).toMatchObject({ outcome: 'ok' });
      expect(await late).toMatchObject({ name: 'ConcurrencyConflict', actual: 1 });
      await other.close();
    });

    it('guesses nothing about a write that lands after the limit, and knows it in the repeat', async () => {
      double.faults.inject('append', 'slow', { delayMs: 2 * SHORT_MS });
      double.faults.inject('append', 'silent', ALWAYS);
      const append = to('note-1', 'none', someEvent());
      expect(await appendOne(store, append)).toBeInstanceOf(StoreUnavailable);
      await eventually(() => stored().length > 0);
      double.faults.clear();
      expect((await store.readStream('note-1')).map(({ version }) => version)).toEqual([1]);
      expect(await appendOne(store, append)).toMatchObject({ outcome: 'idempotent', versions: [1] });
      expect(stored()).toHaveLength(1);
    });
  });

  describe('(b) when the server closes its half of the call', () => {
    it('leaves this append and every later one waiting in the client', async () => {
      double.faults.inject('append', 'half-closed');
      await bare(async (client) => {
        const event = () => jsonEvent({ type: 'Noted', data: {} });
        expect(await outcome(client.appendToStream('note-1', event()))).toBe('waits');
        expect(await outcome(client.appendToStream('note-2', event()))).toBe('waits');
      });
    });

    it('ends this append in the store, and takes the later ones', async () => {
      double.faults.inject('append', 'half-closed');
      expect(await appendOne(store, to('note-1', 'none', someEvent()))).toBeInstanceOf(StoreUnavailable);
      expect(await appendOne(store, to('note-2', 'none', someEvent()))).toMatchObject({ outcome: 'ok' });
    });
  });

  describe('(c) when another server breaks off', () => {
    it('keeps the appends to this one', async () => {
      const broken = await EventStoreDbDouble.start();
      const other = await openEventStore(broken.url, { limitMs: SHORT_MS });
      double.faults.inject('append', 'slow', { delayMs: SHORT_MS / 2, times: 20 });
      const kept = someEvents(20).map((event, n) => to(`note-${n}`, 'none', event));
      const here = store.append(kept);
      broken.faults.inject('append', 'reset before commit', { times: 2 });
      expect(await appendOne(other, to('note-1', 'none', someEvent()))).toMatchObject({ outcome: 'ok' });
      expect(await here).toEqual(kept.map(() => expect.objectContaining({ outcome: 'ok', versions: [1] })));
      expect(stored()).toHaveLength(20);
      await other.close();
      await broken.close();
    });
  });

  describe('(d) when the data is no JSON', () => {
    it('refuses this append before the client sees it, and takes the next', async () => {
      const refused = await appendOne(store, to('note-1', 'none', someEvent({ amount: 1n })));
      expect(refused).toBeInstanceOf(TypeError);
      expect(await appendOne(store, to('note-1', 'none', someEvent()))).toMatchObject({ outcome: 'ok' });
    });
  });

  describe('(e, g) when somebody else wrote first', () => {
    it.each(['', '&throwOnAppendFailure=false'])(
      'tells the version that stands in the stream (%j)',
      async (setting) => {
        const racer = await openEventStore(double.url + setting);
        await appendOne(racer, to('note-1', 'none', someEvent()));
        await appendOne(store, to('note-1', 1, ...someEvents(4)));
        for (const expected of [1, 'none'] as const) {
          const result = await appendOne(racer, to('note-1', expected, someEvent()));
          expect(result).toMatchObject({ name: 'ConcurrencyConflict', expected, actual: 5 });
        }
        await racer.close();
      },
    );

    it('gives a wrong revision in the client', async () => {
      await appendOne(store, to('note-1', 'none', ...someEvents(5)));
      const result = await bare(
        (client) => client.appendToStream('note-1', jsonEvent({ type: 'Noted', data: {} }), { expectedRevision: 1n }),
        `${double.url}&throwOnAppendFailure=false`,
      );
      expect(result).toMatchObject({ success: false, nextExpectedRevision: 1n });
    });
  });

  describe('(f) when the server restarts in the middle of a subscription', () => {
    it('goes on behind the last event seen, without gap or repeat', async () => {
      const other = await openEventStore(double.url);
      await appendOne(other, to('note-1', 'none', ...someEvents(3)));
      const stop = new AbortController();
      const seen: string[] = [];
      const following = (async () => {
        for await (const events of subscribe(store, '0', { pollMs: NEVER_POLLS, signal: stop.signal })) {
          seen.push(...events.map(({ id }) => id));
        }
      })();
      await eventually(() => seen.length === 3);
      await double.restart();
      await appendOne(other, to('note-2', 'none', ...someEvents(2)));
      await eventually(() => seen.length === 5);
      await appendOne(other, to('note-3', 'none', someEvent()));
      await eventually(() => seen.length === 6);
      expect(seen).toEqual(stored());
      stop.abort();
      await store.close();
      await following.catch(() => undefined);
      await other.close();
    });
  });

  describe('(h) when the store is closed', () => {
    it('leaves no connection open', async () => {
      const stopListening = store.onAppended(() => undefined);
      await appendOne(store, to('note-1', 'none', someEvent()));
      expect(double.connections.open).toBeGreaterThan(0);
      await store.close();
      await eventually(() => double.connections.open === 0);
      stopListening();
    });
  });

  describe('(i) when an event carries metadata', () => {
    it('stores it as one JSON object with the ids under the names that the server knows', async () => {
      const event = someEvent();
      await appendOne(store, to('note-1', 'none', event));
      const { correlationId, causationId, ...others } = event.metadata;
      const metadata: unknown = JSON.parse(Buffer.from(double.log.all[0]!.metadata).toString('utf8'));
      expect(metadata).toEqual({
        ...others,
        $correlationId: correlationId,
        $causationId: causationId,
        $schemaVersion: 1,
        $append: expect.any(String),
      });
      expect((await store.readStream('note-1'))[0]!.metadata).toEqual(event.metadata);
    });
  });

  describe('(j) when a stored event is damaged', () => {
    it.each(['{"n":', '"text"', '12'])('refuses to read it as %s, and says which one', async (data) => {
      await appendOne(store, to('note-1', 'none', someEvent()));
      const { metadata } = double.log.all[0]!;
      const contentType = 'application/json';
      const damaged = { id: someEvent().id, type: 'Noted', contentType, data: Buffer.from(data), metadata };
      double.log.append('note-1', 0, [damaged]);
      await expect(store.readStream('note-1')).rejects.toThrow('event 2 of note-1');
      await expect(store.readAll('0', 5)).rejects.toThrow(StoreUnavailable);
      expect(await store.readAll('0', 0)).toEqual([]);
    });
  });

  describe('(k) when connections break under a burst', () => {
    it('stores every event once, in the order of its stream', async () => {
      const patient = await openEventStore(double.url);
      const faults: Fault[] = ['reset before commit', 'reset after commit', 'slow'];
      const appends = Array.from({ length: 60 }, (_, n) => to(`note-${n % 6}`, 'any', someEvent({ n })));
      for (let n = 0; n < 12; n++) double.faults.inject('append', faults[n % 3]!, { delayMs: 20 });
      const results = await patient.append(appends);
      expect(results).toEqual(appends.map(() => expect.objectContaining({ outcome: 'ok' })));
      expect(stored().toSorted()).toEqual(appends.map(([part]) => part!.events[0]!.id).toSorted());
      const numbers = (await patient.readStream('note-3')).map(({ data }) => (data as { n: number }).n);
      expect(numbers).toEqual([3, 9, 15, 21, 27, 33, 39, 45, 51, 57]);
      await patient.close();
    });
  });
});
