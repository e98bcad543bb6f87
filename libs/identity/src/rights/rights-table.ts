import type { Role } from '../domain/roles.js';

/** Who may do one act. An empty list: nobody over HTTP, because the server itself sends it. */
export interface Right {
  readonly roles: readonly Role[] | 'everyone' | 'signed-in';
  readonly note?: string;
}

/** One row for each command and query, by its name. What has no row is refused. */
export type RightsTable = Readonly<Record<string, Right>>;

export const mayAct = ({ roles: needed }: Right, roles: readonly string[]): boolean =>
  typeof needed === 'string' || needed.some((role) => roles.includes(role));
