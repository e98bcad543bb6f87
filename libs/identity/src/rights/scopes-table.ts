import { type Scope, SCOPES } from '../domain/client/scopes.js';

/**
 * The acts that each scope lets an API client ask for, as far as its roles allow them. What stands in no scope is for
 * natural people only: to decide, to sign, to vote, to keep accounts.
 */
export type ScopesTable = Readonly<Record<Scope, readonly string[]>>;

export const NO_SCOPES = Object.fromEntries(SCOPES.map((scope) => [scope, []])) as unknown as ScopesTable;

export const covers = (table: ScopesTable, scopes: readonly Scope[], act: string): boolean =>
  scopes.some((scope) => table[scope].includes(act));
