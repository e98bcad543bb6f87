/** The two clocks that an answer was made with, and the place in the log that it had reached. */
export interface Answered {
  /** ISO instant; what was true then. Absent: now. */
  readonly asOf?: string;
  /** ISO instant; what had been recorded by then. Absent: now. */
  readonly knownAt?: string;
  readonly position: string;
}

/** A page of a list. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  /** The cursor of the page behind; absent on the last one. */
  readonly next?: string;
  /** How many there are in all; only when asked for with `total=true`. */
  readonly total?: number;
  readonly at: Answered;
}

/** A row with the version of its thing as it is shown. */
export type Versioned<Row> = Row & {
  /** For If-Match: a command with it is refused (412) when anything has happened to the thing since. */
  readonly version: number;
};

/** One thing as it was at that moment. */
export type Found<Row> = Versioned<Row> & { readonly at: Answered };
