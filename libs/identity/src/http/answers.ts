import type { Actor, Receipt } from '#event-sourcing';
import type { Given } from '../domain/account/confirmation.js';
import type { ClientRow } from '../projections/clients.js';

/** The account that asks. */
export interface Me {
  readonly account: Actor;
  /** Whether the password is a one-time one, with which nothing else can be done. */
  readonly mustChangePassword: boolean;
  /** Until somebody has confirmed what this session rests on, its holder decides nothing; absent when nothing awaits it. */
  readonly unconfirmed?: Given;
}

/** The page of the provider that the browser goes to; it comes back to where sign-ins do, with its cookie. */
export interface ProofBegun {
  readonly url: string;
}

/** The password is in this answer and nowhere else. */
export type IssuedPassword = Receipt & { readonly oneTimePassword: string };

/** The key is in this answer and nowhere else. */
export type IssuedKey = Receipt & {
  /** What the key begins with; by it the key is named later. */
  readonly prefix: string;
  readonly key: string;
};

export interface Redirection {
  readonly url: string;
  readonly statusCode: number;
}

/** A client whose keys tell when they were last used; of a past moment the day only is known. */
export type ShownClient = Omit<ClientRow, 'keys'> & {
  readonly keys: readonly (ClientRow['keys'][number] & { readonly lastUsedAt?: string })[];
};
