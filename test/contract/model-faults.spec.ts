import type { Append, EventStore } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { disagreement } from './model.contract.js';

/** Each breaks one promise of the port now and then, as a faulty engine would. */
const faults: Readonly<Record<string, (store: EventStore) => Partial<EventStore>>> = {
  'takes appends whatever version they expect': (store) => ({
    append: (appends) =>
      store.append(appends.map((append) => append.map((part) => ({ ...part, expected: 'any' as const })))),
  }),
  'acknowledges an append of three events that it stores without the last': (store) => ({
    append: (appends) => store.append(appends.map((append) => append.map(withoutThird))),
  }),
  'stores a part of an append that it refuses': (store) => ({
    append: async (appends) => {
      const results = [];
      for (const append of appends) {
        const parts = [];
        for (const part of append) parts.push((await store.append([[part]]))[0]!);
        results.push(parts.find((part) => part instanceof Error) ?? joined(parts));
      }
      return results;
    },
  }),
  'forgets that an append was taken before': (store) => ({
    append: async (appends) =>
      (await store.append(appends)).map((result) =>
        !(result instanceof Error) && result.outcome === 'idempotent' ? new Error('conflict') : result,
      ),
  }),
  'passes over an event at the edge of a page': (store) => ({
    readAll: async (after, limit) =>
      (await store.readAll(after, limit + 1)).filter((_, i) => limit !== 3 || i !== 2).slice(0, limit),
  }),
  'gives the last event of a page again with the next one': (store) => ({
    readAll: (after, limit) => store.readAll(String(Math.max(0, Number(after) - (Number(after) > 3 ? 1 : 0))), limit),
  }),
  'reads a stream from one event too late': (store) => ({
    readStream: (stream, after = 0) => store.readStream(stream, after > 1 ? after + 1 : after),
  }),
  'tells a head that lags behind': (store) => ({
    head: async () => String(Math.max(0, Number(await store.head()) - 1)),
  }),
};

type Part = Append[number];
type Taken = { readonly versions: readonly number[]; readonly positions: readonly string[] };

const withoutThird = (part: Part): Part => ({ ...part, events: part.events.slice(0, 2) });

const joined = (parts: readonly unknown[]) => {
  const all = parts as readonly Taken[];
  return {
    ...(all[0] as Extract<Awaited<ReturnType<EventStore['append']>>[number], Taken>),
    versions: all.flatMap(({ versions }) => versions),
    positions: all.flatMap(({ positions }) => positions),
  };
};

const opening = (breaking: (store: EventStore) => Partial<EventStore>) => async () => {
  const store = await openEventStore('memory:');
  const whole: EventStore = {
    name: store.name,
    exclusive: store.exclusive,
    append: (appends) => store.append(appends),
    readStream: (stream, after) => store.readStream(stream, after),
    readAll: (after, limit) => store.readAll(after, limit),
    head: () => store.head(),
    onAppended: (wake) => store.onAppended(wake),
    close: () => store.close(),
  };
  return { store: { ...whole, ...breaking(store) }, close: () => store.close() };
};

const options = { runs: 200, survives: false };

describe('a store that breaks a promise', () => {
  it.each(Object.entries(faults))('is found out when it %s', async (_, breaking) => {
    expect(await disagreement(opening(breaking), options)).toMatch(/append/);
  });

  it('is not found where no promise is broken', async () => {
    expect(
      await disagreement(
        opening(() => ({})),
        options,
      ),
    ).toBeUndefined();
  });
});
