import {
  type Generation,
  integer,
  type ReadStore,
  type RowEnd,
  type RowVersion,
  text,
  type View,
} from '#event-sourcing';

export interface IssueRow {
  readonly round: string;
  readonly status: string;
  readonly number: number;
}

export const issues: View<IssueRow> = {
  name: 'issues',
  version: 1,
  seenThrough: 'everyone',
  types: undefined,
  key: (event) => event.stream,
  fold: (row) => row,
  columns: {
    round: text((row) => row.round),
    status: text((row) => row.status),
    number: integer((row) => row.number),
  },
  indexes: [
    ['round', 'number'],
    ['round', 'status', 'number'],
  ],
};

export const people: View = { ...(issues as View), name: 'people', columns: {}, indexes: [] };

export const instant = (ms: number): string => new Date(ms).toISOString();

/** One change of one key; without a row the key is gone. Its position is its place in the list, counted from 1. */
export interface Change {
  readonly key: string;
  readonly effective: number;
  readonly recorded: number;
  readonly row: IssueRow | undefined;
}

/** What a runner would write: versions ended within the same batch already closed, earlier ones ended. */
export const writesOf = (changes: readonly Change[], from: number, to: number) => {
  const versions: RowVersion[] = [];
  const ends: RowEnd[] = [];
  const newest = new Map<string, number>();
  changes.slice(0, to).forEach(({ key, effective, recorded, row }, i) => {
    const next = { effective, recorded };
    const before = newest.get(key);
    if (i >= from) {
      const made = versions.findIndex(({ position }) => position === before);
      if (made >= 0) versions[made] = { ...versions[made]!, next };
      else if (before !== undefined) ends.push({ key, position: before, next });
      if (row) versions.push({ key, position: i + 1, effective, recorded, row });
    }
    if (row) newest.set(key, i + 1);
    else newest.delete(key);
  });
  return { mark: `of ${to}`, versions, ends };
};

/** Commits changes `from` (exclusive position) up to `to`; gives the generation as it then stands. */
export const commit = async (
  store: ReadStore,
  generation: Generation,
  changes: readonly Change[],
  to = changes.length,
): Promise<Generation> => {
  const from = Number(generation.checkpoint);
  await store.commit([{ generation, from: generation.checkpoint, to: String(to), ...writesOf(changes, from, to) }]);
  return { ...generation, checkpoint: String(to) };
};

export const building = async (store: ReadStore, view: View = issues as View): Promise<Generation> => {
  const generation = (await store.open(view)).find(({ live }) => !live);
  if (!generation) throw new Error('nothing is being built');
  return generation;
};

/** Stores all changes and makes them answer. */
export const live = async (
  store: ReadStore,
  changes: readonly Change[],
  view: View<IssueRow> = issues,
): Promise<Generation> => store.goLive(await commit(store, await building(store, view as View), changes));

export const change = (key: string, time: number, row: Partial<IssueRow> | undefined = {}): Change => ({
  key,
  effective: time,
  recorded: time,
  row: row && { round: 'r', status: 'open', number: 1, ...row },
});

export const gone = (key: string, time: number): Change => ({ key, effective: time, recorded: time, row: undefined });
