import { createHash } from 'node:crypto';
import { CheckpointMoved, type Position, RowRefused, type ViewWrites } from '#event-sourcing';
import { sql } from '../queries/sql.js';
import { stored, type StoredRow } from '../queries/stored-row.js';
import { docsName, placeColumn, placeNumber, shapeOf, tableColumns, tableName } from '../queries/versions-table.js';
import { type Session, storable, unless } from './postgres-connection.js';

interface Statement {
  readonly name: string;
  readonly text: string;
}

const ARRAY_TYPES = { text: 'text', integer: 'bigint' };

/** JSON text never holds this character as such. */
const BETWEEN_DOCS = '\x1f';

const MOVE = `with moved as (update generations g set checkpoint = n.upto, mark = n.mark
  from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[]) n(view, number, since, upto, mark)
  where g.view = n.view and g.number = n.number and g.checkpoint = n.since returning g.view)
  ${unless('count(*) = cardinality($1)')} from moved`;

const named = (text: string): Statement => ({
  name: createHash('sha256').update(text).digest('hex').slice(0, 32),
  text,
});

const followedIn = (table: string): string =>
  `followed as (update "${table}" t set open = 0, next_effective = ended.effective, next_recorded = ended.recorded
      from ended where t.place = ended.place),`;

/** Ahead of what is told instead; one by one, because a version may be told otherwise twice in a batch. */
const retellingOf = ({ generation: { view, number }, retold = [] }: ViewWrites): Written[] => {
  const text = `update "${tableName(view.name, number)}" set open = 0, known_to = $1
    where key = $2 and known_to = 0 and effective >= $3`;
  return retold.map(({ key, since, recorded }) => ({ ...named(text), values: [recorded, key, since] }));
};

/** One statement for a view's batch: new versions, their documents and the ends of earlier versions. */
const statementFor = ({ view, number }: ViewWrites['generation']): Statement => {
  const table = tableName(view.name, number);
  const columns = Object.entries(tableColumns(shapeOf(view)));
  const names = columns.map(([name]) => `"${name}"`);
  const arrays = columns.map(([, type], i) => `$${i + 5}::${ARRAY_TYPES[type]}[]`);
  const place = placeColumn(shapeOf(view));
  const text = `with ended(place, effective, recorded) as (select * from unnest($1::bigint[], $2::bigint[], $3::bigint[])),
    ${view.log ? '' : followedIn(table)}
    documents as (insert into "${docsName(table)}" (${place}, doc)
      select * from unnest($5::bigint[], string_to_array($4, chr(31))))
    insert into "${table}" (${names.join(', ')}) select * from unnest(${arrays.join(', ')})`;
  return named(text);
};

const rowsOf = ({ generation: { view }, versions }: ViewWrites): StoredRow[] =>
  versions.map((version) => {
    if (!version.key.includes('\0')) return stored(view, version);
    throw new RowRefused(view.name, version.position, 'its key contains NUL');
  });

const SPECIAL = /["\\]/g;

/** An array as PostgreSQL reads it. The driver's own way costs several times as much, of which a rebuild is full. */
const arrayOf = (values: readonly (string | number)[]): string => {
  if (typeof values[0] === 'number') return `{${values.join()}}`;
  const quoted = values.map((value) => `"${String(storable(value)).replace(SPECIAL, '\\$&')}"`);
  return `{${quoted.join()}}`;
};

const valuesOf = ({ generation: { view }, ends }: ViewWrites, rows: readonly StoredRow[]): string[] => [
  arrayOf(ends.map(placeNumber)),
  arrayOf(ends.map(({ next }) => next.effective)),
  arrayOf(ends.map(({ next }) => next.recorded)),
  rows.map(({ doc }) => doc).join(BETWEEN_DOCS),
  ...Object.keys(tableColumns(shapeOf(view))).map((_, column) => arrayOf(rows.map(({ version }) => version[column]!))),
];

/** A statement with all that it needs. */
export interface Written extends Statement {
  readonly values: unknown[];
}

/** Writes rows and checkpoints of several views. */
export class PostgresWrites {
  readonly #statements = new Map<string, Statement>();

  /** What is to be sent within one transaction, written down. Throws RowRefused. */
  statements(writes: readonly ViewWrites[]): Written[] {
    const rows = writes.map(rowsOf);
    const values = [
      writes.map(({ generation }) => generation.view.name),
      writes.map(({ generation }) => generation.number),
      writes.map(({ from }) => from),
      writes.map(({ to }) => to),
      writes.map(({ mark = null }) => mark),
    ];
    const changes = writes.flatMap((write, i) =>
      rows[i]!.length === 0 && write.ends.length === 0
        ? []
        : [{ ...this.#statement(write.generation), values: valuesOf(write, rows[i]!) }],
    );
    return [{ name: 'move', text: MOVE, values }, ...writes.flatMap(retellingOf), ...changes];
  }

  /** Throws CheckpointMoved for the first of them that is not where the write begins. */
  async mustBegin(session: Session, writes: readonly ViewWrites[]): Promise<void> {
    for (const { generation, from } of writes) {
      const found = await session.first(sql<{ checkpoint: Position }>`select checkpoint from generations
        where view = ${generation.view.name} and number = ${generation.number}`);
      if (found?.checkpoint !== from)
        throw new CheckpointMoved(generation.view.name, from, found?.checkpoint ?? 'dropped');
    }
  }

  #statement(generation: ViewWrites['generation']): Statement {
    const table = `${tableName(generation.view.name, generation.number)} ${JSON.stringify(shapeOf(generation.view))}`;
    const kept = this.#statements.get(table);
    if (kept) return kept;
    const made = statementFor(generation);
    this.#statements.set(table, made);
    return made;
  }
}
