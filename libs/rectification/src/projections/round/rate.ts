export interface Rate {
  /** With one decimal, halves rounded up, as the official report prints it (40 of 42 is 95.2); null of nothing. */
  readonly percent: number | null;
  readonly count: number;
  readonly of: number;
}

/** In whole numbers throughout, so that no half is lost to a binary fraction. */
export const percentOf = (count: number, of: number): number | null =>
  of === 0 ? null : Math.floor((2000 * count + of) / (2 * of)) / 10;

export const rateOf = (count: number, of: number): Rate => ({ percent: percentOf(count, of), count, of });
