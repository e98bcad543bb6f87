import {
  BEGINNING,
  type Checkpoint,
  type Moment,
  type Page,
  type RowQuery,
  type Versioned,
  type View,
} from '#event-sourcing';
import { encodeCursor } from '../queries/page-cursor.js';
import { checkpointOf, type Registered, type StoredCheckpoint, tableOf } from '../queries/registered.js';
import { limitOf, type PageQueries, pageQueries, type PlacedVersion } from '../queries/row-page.js';
import { countBy, docsOf, versionOf, versionsOf } from '../queries/row-versions.js';
import { sql } from '../queries/sql.js';
import { byTelling, positionOf, type StoredVersion, type VersionsTable } from '../queries/versions-table.js';
import { isGone, type PostgresConnection, postgresDialect, type Session } from './postgres-connection.js';

/** A switch takes the old table away under a reader that has just looked it up; it looks again. */
const LOOKS = 5;

const versioned = async <Row>(
  session: Session,
  table: VersionsTable,
  found: readonly StoredVersion[],
): Promise<Versioned<Row>[]> => {
  if (found.length === 0) return [];
  const places = found.map(({ place }) => place);
  const docs = new Map((await session.all(docsOf(table, places))).map(({ place, doc }) => [place, doc]));
  return found.map(({ key, place, effective, recorded }) => ({
    key,
    row: JSON.parse(docs.get(place)!) as Row,
    position: String(positionOf(table, place)),
    effectiveAt: new Date(effective).toISOString(),
    recordedAt: new Date(recorded).toISOString(),
  }));
};

const rowsOf = (session: Session, queries: PageQueries): Promise<PlacedVersion[]> => {
  const { limit, after } = queries;
  if (!queries.ordered || !queries.neverEnded) return session.all(queries.unordered());
  return session.all(queries.open({ after, upTo: undefined, most: limit + 1 }));
};

export class PostgresReads {
  constructor(private readonly connection: PostgresConnection) {}

  async find<Row>(view: View<Row>, key: string, moment: Moment): Promise<Versioned<Row> | undefined> {
    return this.#onLive(view, undefined, async (session, table) => {
      const found = await session.all(versionOf(table, key, moment, postgresDialect));
      return (await versioned<Row>(session, table, found))[0];
    });
  }

  async history<Row>(view: View<Row>, key: string): Promise<Versioned<Row>[]> {
    return this.#onLive(view, [], async (session, table) =>
      versioned<Row>(session, table, (await session.all(versionsOf(table, key, postgresDialect))).sort(byTelling)),
    );
  }

  async count<Row>(view: View<Row>, column: string, query: RowQuery): Promise<Map<string | number, number>> {
    return this.#onLive(view, new Map<string | number, number>(), async (session, table) => {
      const counted = await session.all(countBy(table, column, query, postgresDialect));
      return new Map(counted.map(({ value, count }) => [value, count]));
    });
  }

  async list<Row>(view: View<Row>, query: RowQuery): Promise<Page<Row>> {
    limitOf(query);
    return this.#onLive(view, { rows: [] }, async (session, table) => {
      const queries = pageQueries(view.name, table, query, postgresDialect);
      const found = await rowsOf(session, queries);
      const shown = found.slice(0, queries.limit);
      const rows = await versioned<Row>(session, table, shown);
      if (found.length === shown.length) return { rows };
      const { sort, key } = shown.at(-1)!;
      return { rows, next: encodeCursor(view.name, query, query.sort ? { sort, key } : { key }) };
    });
  }

  async reached(name: string): Promise<Checkpoint | undefined> {
    const [found] = await this.connection.all(
      sql<StoredCheckpoint>`select checkpoint as position, mark from generations where view = ${name} and state = 'live'
        union all select position, mark from checkpoints where name = ${name}`,
    );
    if (found) return checkpointOf(found);
    const begun = await this.connection.all(sql<object>`select 1 from generations where view = ${name} limit 1`);
    return begun.length > 0 ? undefined : { position: BEGINNING };
  }

  /** A view that has never been live has no answer yet; the caller waits for positions, not for tables. */
  async #onLive<Answer>(
    view: { readonly name: string },
    none: Answer,
    read: (session: Session, table: VersionsTable) => Promise<Answer>,
  ): Promise<Answer> {
    for (let look = 1; ; look++) {
      try {
        return await this.connection.snapshot<Registered, Answer>('generations', async (known, session) => {
          const live = known.find((one) => one.view === view.name && one.state === 'live');
          return live ? read(session, tableOf(live)) : none;
        });
      } catch (error) {
        if (!isGone(error) || look === LOOKS) throw error;
      }
    }
  }
}
