import type { Recorded } from '../event.js';
import type { View } from './projection.js';

/** Events of one read, with what every view needs of them worked out once. */
export interface Batch {
  readonly events: readonly Recorded[];
  readonly positions: readonly number[];
  /** Milliseconds. */
  readonly effective: readonly number[];
  readonly recorded: readonly number[];
  /** All events of a stream, read once for all views. */
  readonly stream: (name: string) => Promise<readonly Recorded[]>;
}

const once = <Answer>(ask: (name: string) => Promise<Answer>): ((name: string) => Promise<Answer>) => {
  const answers = new Map<string, Promise<Answer>>();
  return (name) => {
    const answer = answers.get(name) ?? ask(name);
    answers.set(name, answer);
    return answer;
  };
};

export const batchOf = (
  events: readonly Recorded[],
  readStream: (name: string) => Promise<readonly Recorded[]>,
): Batch => ({
  events,
  positions: events.map(({ position }) => Number(position)),
  effective: events.map(({ metadata }) => Date.parse(metadata.effectiveAt)),
  recorded: events.map(({ recordedAt }) => Date.parse(recordedAt)),
  stream: once(readStream),
});

/** What a view says of each event of the batch: the key of its row, if it has one. */
export type Keys = readonly (string | undefined)[];

export interface Failure {
  /** Position of the event that could not be folded. */
  readonly position: number;
  readonly error: Error;
}

export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

const keyOf = (view: View, event: Recorded): string | undefined => {
  const key = view.key(event);
  if (!view.log || key === undefined || key === event.id) return key;
  throw new Error(`a row of the log ${view.name} must stand under the id of its event, not ${key}`);
};

/** Of all events before the first whose key cannot be told. */
export const keysIn = (view: View, { events, positions }: Batch): [Keys, Failure | undefined] => {
  const keys: (string | undefined)[] = [];
  const { types } = view;
  for (const event of events) {
    try {
      keys.push(types === undefined || types.has(event.type) ? keyOf(view, event) : undefined);
    } catch (error) {
      return [keys, { position: positions[keys.length]!, error: asError(error) }];
    }
  }
  return [keys, undefined];
};

export type Pasts = ReadonlyMap<string, readonly Recorded[]>;

/** All events of the streams to which the batch adds something out of order, as far as the view takes that. */
export const pastsIn = async ({ events, stream }: Batch, keys: Keys): Promise<Pasts | undefined> => {
  const late = events.filter(({ metadata }, i) => metadata.outOfOrder && keys[i] !== undefined);
  if (late.length === 0) return undefined;
  const names = [...new Set(late.map((event) => event.stream))];
  return new Map(await Promise.all(names.map(async (name) => [name, await stream(name)] as const)));
};

/** Everything of its stream, of an event that was told out of order. */
export const pastOf = ({ metadata, stream }: Recorded, pasts: Pasts | undefined): readonly Recorded[] | undefined =>
  metadata.outOfOrder ? pasts?.get(stream) : undefined;
