/** A number with the ids it was counted from. */
export interface Counted {
  readonly count: number;
  readonly ids: readonly string[];
}

export interface Rate {
  /** With one decimal, halves rounded up, as the official report prints it (40 of 42 is 95.2); null of nothing. */
  readonly percent: number | null;
  readonly count: number;
  readonly of: number;
  readonly ids: readonly string[];
}

/** In whole numbers throughout, so that no half is lost to a binary fraction. */
export const percentOf = (count: number, of: number): number | null =>
  of === 0 ? null : Math.floor((2000 * count + of) / (2 * of)) / 10;

export const counted = (rows: readonly { readonly id: string }[]): Counted => ({
  count: rows.length,
  ids: rows.map(({ id }) => id),
});

export const rateOf = ({ count, ids }: Counted, { count: of }: Counted): Rate => ({
  percent: percentOf(count, of),
  count,
  of,
  ids,
});
