import type { Position } from '#event-sourcing';

export type DamageKind =
  /** The stored event is not the one that was sealed. */
  | 'event-differs'
  /** The event that was read back is not the one that was appended. */
  | 'not-as-appended'
  /** The store cannot give the event back. */
  | 'event-unreadable'
  /** The log ends before the last event that was sealed, or an appended one is not there. */
  | 'event-missing'
  /** The versions of a stream do not follow one another from 1. */
  | 'version-out-of-order'
  /** Something stands at another position than its place in the order. */
  | 'position-out-of-order'
  /** The event is as it was sealed; the tree beside it is not. */
  | 'tile-differs'
  /** The head of the tree cannot be read, or is not the head of these tiles. */
  | 'head-differs'
  | 'evidence-differs'
  | 'evidence-missing';

/** The first thing that is not as it was, and where. */
export interface Damage {
  readonly kind: DamageKind;
  readonly position?: Position;
  /** Which event of the log, counted from 0. */
  readonly index?: number;
  /**
   * What it says of the log as a whole. `ends-early`: all of it is as it was sealed, and it ends before its tree does, as
   * an older copy does that came without its tree, or a log that was cut. `another`: neither how it begins nor how it ends
   * is what was sealed.
   */
  readonly log?: 'ends-early' | 'another';
  readonly stream?: string;
  readonly version?: number;
  /** SHA-256 of the evidence, or the path of a file of the tree. */
  readonly file?: string;
  readonly expected?: string;
  readonly found?: string;
}

export class Damaged extends Error {
  override readonly name = 'Damaged';
  constructor(
    readonly damage: Damage,
    options?: ErrorOptions,
  ) {
    super(`${damage.kind}: ${JSON.stringify(damage)}`, options);
  }
}
