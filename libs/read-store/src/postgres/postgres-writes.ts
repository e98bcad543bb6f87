import { createHash } from 'node:crypto';
import { CheckpointMoved, type Position, RowRefused, type ViewWrites } from '#event-sourcing';
import { sql } from 'kysely';
import { stored, type StoredRow } from '../queries/stored-row.js';
import { columnName, docsName, shapeOf, tableName } from '../queries/versions-table.js';
import { type Session, storable } from './postgres-connection.js';

interface Statement {
  readonly name: string;
  readonly text: string;
}

const FIXED = ['position', 'key', 'open', 'effective', 'recorded', 'next_effective', 'next_recorded'];
const FIXED_TYPES = ['bigint', 'text', 'int', 'bigint', 'bigint', 'bigint', 'bigint'];
const ARRAY_TYPES = { text: 'text', integer: 'bigint' };

/** JSON text never holds this character as such. */
const BETWEEN_DOCS = '\x1f';

const MOVE = `update generations g set checkpoint = n.upto
  from unnest($1::text[], $2::int[], $3::text[], $4::text[]) n(view, number, since, upto)
  where g.view = n.view and g.number = n.number and g.checkpoint = n.since returning g.view`;

/** One statement for a view's batch: new versions, their documents and the ends of earlier versions. */
const statementFor = ({ view, number }: ViewWrites['generation']): Statement => {
  const table = tableName(view.name, number);
  const declared = Object.entries(shapeOf(view).columns);
  const names = [...FIXED, ...declared.map(([name]) => `"${columnName(name)}"`)];
  const types = [...FIXED_TYPES, ...declared.map(([, type]) => ARRAY_TYPES[type])];
  const arrays = types.map((type, i) => `$${i + 5}::${type}[]`);
  const text = `with ended as (update "${table}" t set open = 0, next_effective = n.effective, next_recorded = n.recorded
      from unnest($1::bigint[], $2::bigint[], $3::bigint[]) n(position, effective, recorded)
      where t.position = n.position),
    documents as (insert into "${docsName(table)}" (position, doc)
      select * from unnest($5::bigint[], string_to_array($4, chr(31))))
    insert into "${table}" (${names.join(', ')}) select * from unnest(${arrays.join(', ')})`;
  return { name: createHash('sha256').update(text).digest('hex').slice(0, 32), text };
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
  arrayOf(ends.map(({ position }) => position)),
  arrayOf(ends.map(({ next }) => next.effective)),
  arrayOf(ends.map(({ next }) => next.recorded)),
  rows.map(({ doc }) => doc).join(BETWEEN_DOCS),
  ...Array.from({ length: FIXED.length + Object.keys(view.columns).length }, (_, column) =>
    arrayOf(rows.map(({ version }) => version[column]!)),
  ),
];

/** Writes rows and checkpoints of several views within the transaction that the caller holds. */
export class PostgresWrites {
  readonly #statements = new Map<string, Statement>();

  /** The rows as they will be stored. Throws RowRefused before anything is written. */
  rows(writes: readonly ViewWrites[]): StoredRow[][] {
    return writes.map(rowsOf);
  }

  /** Throws CheckpointMoved when one of them is no longer where the write begins. */
  async moveCheckpoints(session: Session, writes: readonly ViewWrites[]): Promise<void> {
    const moved = await session.prepared<{ view: string }>('move', MOVE, [
      writes.map(({ generation }) => generation.view.name),
      writes.map(({ generation }) => generation.number),
      writes.map(({ from }) => from),
      writes.map(({ to }) => to),
    ]);
    if (moved.length === writes.length) return;
    const { generation, from } = writes.find(
      (write) => !moved.some(({ view }) => view === write.generation.view.name),
    )!;
    const found = await session.first(sql<{ checkpoint: Position }>`select checkpoint from generations
      where view = ${generation.view.name} and number = ${generation.number}`);
    throw new CheckpointMoved(generation.view.name, from, found?.checkpoint ?? 'dropped');
  }

  /** All statements at once. */
  async write(session: Session, writes: readonly ViewWrites[], rows: readonly StoredRow[][]): Promise<void> {
    await Promise.all(
      writes.map((write, i) => {
        if (rows[i]!.length === 0 && write.ends.length === 0) return undefined;
        const { name, text } = this.#statement(write.generation);
        return session.prepared(name, text, valuesOf(write, rows[i]!));
      }),
    );
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
