import type { OwnAccount } from '../duties/events.js';

/** `undefined` stands for a subject that no account was ever linked to. */
export type Link = KnownLink | undefined;

export interface KnownLink {
  readonly issuer: string;
  readonly subject: string;
  /** The account last linked to it. */
  readonly account: OwnAccount;
  readonly linked: boolean;
}
