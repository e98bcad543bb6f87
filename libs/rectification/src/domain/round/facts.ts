import type { Named } from './events.js';

/** A body as the decision context knows it when the command is taken. */
export interface DecidingBody extends Named {
  readonly dissolved: boolean;
  readonly competence: readonly string[];
  readonly way: 'sign-offs' | 'meeting';
  /** With sign-offs: how many sign. */
  readonly required?: number;
  /** Persons who are entitled members on the day. */
  readonly entitled: readonly string[];
}

/** Of a command that names deciding bodies. */
export interface PolicyFacts {
  /** Those of the bodies named that exist. */
  readonly bodies: readonly DecidingBody[];
}

export interface FindingTextFacts {
  /** Of the text's UTF-8 bytes. */
  readonly sha256: string;
}
