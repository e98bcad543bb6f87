import { integer, projection } from '#event-sourcing';

export interface Tally {
  readonly folded: number;
}

/** Counts the events of each stream: one folded twice, or left out, shows. */
export const tallies = projection<Tally, { readonly type: 'Noted'; readonly data: object }>({
  name: 'tallies',
  version: 1,
  seenThrough: 'everyone',
  when: { Noted: (row) => ({ folded: (row?.folded ?? 0) + 1 }) },
  columns: { folded: integer((row) => row.folded) },
  indexes: [['folded']],
});
