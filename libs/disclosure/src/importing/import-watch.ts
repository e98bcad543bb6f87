/** What an import is at, in the order in which it comes. */
export type ImportStage = 'reading' | 'checking' | 'storing';

/** Rows of the file, or lines of a text, of all that it has. */
export interface Rows {
  readonly done: number;
  readonly of: number;
}

/** Who follows an import while it runs, and may end it. */
export interface ImportWatch {
  /** Aborted, nothing of the import is stored; it ends with the reason of the signal. */
  readonly signal?: AbortSignal;
  readonly reached?: (stage: ImportStage, rows: Rows) => void;
  /** Everything is decided and goes to the store, whatever the signal says from here on. */
  readonly decided?: () => void;
}

/** Tells how far a stage of so many steps has come, in rows; throws when the import was ended. */
export const stepsOf =
  ({ signal, reached }: ImportWatch, stage: ImportStage, { steps, rows }: { steps: number; rows: number }) =>
  (done: number): void => {
    signal?.throwIfAborted();
    reached?.(stage, { done: Math.floor((rows * done) / Math.max(1, steps)), of: rows });
  };
