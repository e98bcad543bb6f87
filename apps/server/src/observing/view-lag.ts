import { comparePositions, type Engine, type Position } from '#event-sourcing';

/** Where positions leave gaps, so many events are read to count them. */
export const COUNTED_AT_MOST = 1_000;

export interface ViewLag {
  readonly view: string;
  readonly events: number;
  /** Age of the oldest event that the view does not have. */
  readonly seconds: number;
}

type Log = Pick<Engine, 'store' | 'clock'>;

const behind = async ({ store, clock }: Log, checkpoint: Position, head: Position): Promise<Omit<ViewLag, 'view'>> => {
  if (comparePositions(checkpoint, head) >= 0) return { events: 0, seconds: 0 };
  const missing = await store.readAll(checkpoint, store.sparse ? COUNTED_AT_MOST : 1);
  const oldest = missing[0];
  if (!oldest) return { events: 0, seconds: 0 };
  const seconds = Math.max(0, Date.parse(clock.now()) - Date.parse(oldest.recordedAt)) / 1_000;
  return { events: store.sparse ? missing.length : Number(BigInt(head) - BigInt(checkpoint)), seconds };
};

export type Checkpoints = ReadonlyMap<string, Position>;

/** Of the stored views, whichever process keeps them. */
export const checkpointsOf = async ({
  readStore,
  storedViews,
}: Pick<Engine, 'readStore' | 'storedViews'>): Promise<Checkpoints> =>
  new Map(await Promise.all(storedViews.map(async ({ name }) => [name, await readStore.checkpoint(name)] as const)));

/** One read for each different checkpoint that is behind the head, and there are few: views move together. */
export const lagsOf = async (log: Log, head: Position, checkpoints: Checkpoints): Promise<ViewLag[]> => {
  const places = [...new Set(checkpoints.values())];
  const lags = new Map(
    await Promise.all(places.map(async (place) => [place, await behind(log, place, head)] as const)),
  );
  return [...checkpoints].map(([view, place]) => ({ view, ...lags.get(place)! }));
};
