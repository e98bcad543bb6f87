import { createHash } from 'node:crypto';
import {
  BEGINNING,
  comparePositions,
  type Event,
  type EventStore,
  type Position,
  type Recorded,
} from '#event-sourcing';
import { CliFailure } from './failure.js';

const BATCH = 1_000;

export interface Copied {
  readonly events: number;
  /** Events that an earlier, unfinished copy had left in the target. */
  readonly resumedBehind: number;
  /** Over the canonical events of the source, and of the target as read back: one value, or the copy failed. */
  readonly sourceSha256: string;
  readonly targetSha256: string;
  /** Positions are the same on both sides; otherwise the target counts its own. */
  readonly positionsKept: boolean;
  /** Position of the last event that was copied, in the source. */
  readonly sourceHead: Position;
}

const sorted = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** One line of JSON with sorted names; everything but the position, which belongs to the store. */
const canonical = (event: Recorded<Event>): string => `${JSON.stringify({ ...event, position: undefined }, sorted)}\n`;

/** Batches behind `after`, up to `head` and no further. */
async function* batches(store: EventStore, head: Position, after: Position = BEGINNING) {
  for (let at = after; comparePositions(at, head) < 0;) {
    const events = (await store.readAll(at, BATCH)).filter(({ position }) => comparePositions(position, head) <= 0);
    if (events.length === 0) return;
    yield events;
    at = events.at(-1)!.position;
  }
}

/** How far the target has the source's events, event by event; refused at the first one that differs. */
const heldAlready = async (source: EventStore, target: EventStore): Promise<{ count: number; behind: Position }> => {
  let count = 0;
  let behind = BEGINNING;
  for await (const held of batches(target, await target.head())) {
    const same = await source.readAll(behind, held.length);
    const differing = held.findIndex((event, i) => !same[i] || canonical(event) !== canonical(same[i]));
    if (differing >= 0) throw new CliFailure('cli.copy-target-differs', { position: held[differing]!.position });
    count += held.length;
    behind = same.at(-1)!.position;
  }
  return { count, behind };
};

interface Fingerprint {
  readonly sha256: string;
  readonly count: number;
  readonly last: Position;
}

const fingerprint = async (store: EventStore, head: Position): Promise<Fingerprint> => {
  const hash = createHash('sha256');
  let count = 0;
  let last = BEGINNING;
  for await (const events of batches(store, head)) {
    hash.update(events.map(canonical).join(''));
    count += events.length;
    last = events.at(-1)!.position;
  }
  return { sha256: hash.digest('hex'), count, last };
};

const proven = async (source: EventStore, target: EventStore, head: Position) => {
  const [ours, theirs] = [await fingerprint(source, head), await fingerprint(target, await target.head())];
  if (ours.sha256 === theirs.sha256) return { ours, theirs };
  throw new CliFailure('cli.copy-unequal', { source: ours.sha256, target: theirs.sha256 });
};

/**
 * Takes the source's history up to its head at the start into the target, behind what an earlier copy left there. Both
 * sides are then read again from the beginning and must have the same hash.
 */
export const copyHistory = async (
  source: EventStore,
  target: EventStore,
  onProgress: (done: number) => void = () => undefined,
): Promise<Copied> => {
  if (!target.restore) throw new CliFailure('cli.copy-not-kept', { target: target.name });
  const head = await source.head();
  const { count, behind } = await heldAlready(source, target);
  let done = count;
  for await (const events of batches(source, head, behind)) {
    await target.restore(await target.head(), events);
    done += events.length;
    onProgress(done);
  }
  const { ours, theirs } = await proven(source, target, head);
  return {
    events: ours.count,
    resumedBehind: count,
    sourceSha256: ours.sha256,
    targetSha256: theirs.sha256,
    positionsKept: ours.last === theirs.last,
    sourceHead: head,
  };
};
