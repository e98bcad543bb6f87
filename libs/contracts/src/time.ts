/** The two clocks that an answer was made with, and the place in the log that it had reached. */
export interface Answered {
  /** ISO instant; what was true then. Absent: now. */
  readonly asOf?: string;
  /** ISO instant; what had been recorded by then. Absent: now. */
  readonly knownAt?: string;
  readonly position: string;
}
