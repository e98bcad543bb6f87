import { type Moment, type Page, type RowQuery, type Versioned, type View } from '#event-sourcing';
import { encodeCursor } from '../queries/page-cursor.js';
import { tableOf } from '../queries/registered.js';
import { limitOf, type PageQueries, pageQueries, type PlacedVersion } from '../queries/row-page.js';
import { countBy, docsOf, versionOf, versionsOf } from '../queries/row-versions.js';
import { byTelling, positionOf, type StoredVersion, type VersionsTable } from '../queries/versions-table.js';
import { type SqliteConnection, sqliteDialect } from './sqlite-connection.js';
import type { SqliteGenerations } from './sqlite-generations.js';

/** So many candidates are fetched and sorted faster than an ordered scan finds them among all the others. */
const FEW = 4_000;
/** So many still are, once a first stretch of the order has shown next to nothing. */
const MANY = 40_000;
/** Open versions passed before the order is compared with its alternative again; about ten pages. */
const FIRST_STRETCH = 512;
const DOCS_AT_ONCE = 500;

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' ? a - Number(b) : Buffer.compare(Buffer.from(a), Buffer.from(String(b)));

const merged = (a: PlacedVersion[], b: PlacedVersion[], descending: boolean): PlacedVersion[] => {
  const sign = descending ? -1 : 1;
  return [...a, ...b].sort((x, y) => sign * (compare(x.sort, y.sort) || compare(x.key, y.key)));
};

export class SqliteReads {
  constructor(
    private readonly connection: SqliteConnection,
    private readonly generations: SqliteGenerations,
  ) {}

  find<Row>(view: View<Row>, key: string, moment: Moment): Versioned<Row> | undefined {
    return this.#onLive(view, undefined, (table) => {
      const found = this.connection.all(versionOf(table, key, moment, sqliteDialect));
      return this.#versioned<Row>(table, found)[0];
    });
  }

  history<Row>(view: View<Row>, key: string): Versioned<Row>[] {
    return this.#onLive(view, [], (table) =>
      this.#versioned<Row>(table, this.connection.all(versionsOf(table, key, sqliteDialect)).sort(byTelling)),
    );
  }

  count<Row>(view: View<Row>, column: string, query: RowQuery): Map<string | number, number> {
    return this.#onLive(view, new Map<string | number, number>(), (table) => {
      const counted = this.connection.all(countBy(table, column, query, sqliteDialect));
      return new Map(counted.map(({ value, count }) => [value, count]));
    });
  }

  list<Row>(view: View<Row>, query: RowQuery): Page<Row> {
    limitOf(query);
    return this.#onLive(view, { rows: [] }, (table) => {
      const queries = pageQueries(view.name, table, query, sqliteDialect);
      const found = this.#rows(queries);
      const shown = found.slice(0, queries.limit);
      const rows = this.#versioned<Row>(table, shown);
      if (found.length === shown.length) return { rows };
      const { sort, key } = shown.at(-1)!;
      return { rows, next: encodeCursor(view.name, query, query.sort ? { sort, key } : { key }) };
    });
  }

  #rows(queries: PageQueries): PlacedVersion[] {
    const { limit, after } = queries;
    if (this.#hadBegun(queries, FEW)) return this.connection.all(queries.fromBegun());
    if (!queries.ordered) return this.connection.all(queries.unordered());
    if (queries.neverEnded) {
      return this.connection.all(queries.open({ after, upTo: undefined, most: limit + 1 }));
    }
    return this.#byStretches(queries);
  }

  /** Open and ended versions side by side, so that neither is scanned far beyond where the other fills the page. */
  #byStretches(queries: PageQueries): PlacedVersion[] {
    const found: PlacedVersion[] = [];
    let after = queries.after;
    for (let entries = FIRST_STRETCH; ; entries *= 4) {
      const most = queries.limit + 1 - found.length;
      const end = this.connection.first(queries.further(after, entries));
      const open = this.connection.all(queries.open({ after, upTo: end, most }));
      const upTo = open.length === most ? open.at(-1) : end;
      const ended = this.connection.all(queries.ended({ after, upTo, most }));
      found.push(...merged(open, ended, queries.descending).slice(0, most));
      if (!end || found.length > queries.limit) return found;
      if (entries > FEW && this.#hadBegun(queries, MANY)) return this.connection.all(queries.fromBegun());
      after = end;
    }
  }

  #versioned<Row>(table: VersionsTable, found: readonly StoredVersion[]): Versioned<Row>[] {
    const docs = new Map<number, string>();
    for (let from = 0; from < found.length; from += DOCS_AT_ONCE) {
      const places = found.slice(from, from + DOCS_AT_ONCE).map(({ place }) => place);
      for (const { place, doc } of this.connection.all(docsOf(table, places))) docs.set(place, doc);
    }
    return found.map(({ key, place, effective, recorded }) => ({
      key,
      row: JSON.parse(docs.get(place)!) as Row,
      position: String(positionOf(table, place)),
      effectiveAt: new Date(effective).toISOString(),
      recordedAt: new Date(recorded).toISOString(),
    }));
  }

  #hadBegun(queries: PageQueries, fewerThan: number): boolean {
    const begun = queries.begun(fewerThan);
    return begun !== undefined && this.connection.first(begun)!.count < fewerThan;
  }

  /** A view that has never been live has no answer yet; the caller waits for positions, not for tables. */
  #onLive<Row, Answer>(view: View<Row>, none: Answer, read: (table: VersionsTable) => Answer): Answer {
    return this.connection.transaction(() => {
      const live = this.generations.live(view.name);
      return live ? read(tableOf(live)) : none;
    }, true);
  }
}
