import type { Sql } from './sql.js';
import type { Index } from './versions-table.js';

/** What one engine says in another way than the other. */
export interface Dialect {
  /** A table in `from` when the scan should follow one index; engines without such hints choose it themselves. */
  readonly following: (table: string, index: Index | undefined) => Sql;
  /** The operator that takes the letters A-Z as a-z, and no others. */
  readonly like: Sql;
}
