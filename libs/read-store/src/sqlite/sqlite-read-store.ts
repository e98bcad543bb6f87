import {
  BEGINNING,
  type Checkpoint,
  CheckpointMoved,
  type Generation,
  type Moment,
  type OpenRow,
  type Page,
  type Position,
  type ReadStore,
  type RowQuery,
  type Versioned,
  type View,
  type ViewWrites,
} from '#event-sourcing';
import { mustDeclare } from '../queries/conditions.js';
import { checkpointOf, generationOf, type StoredCheckpoint, tableOf } from '../queries/registered.js';
import { sql } from '../queries/sql.js';
import { BESIDE, docsName, placeOf, shapeOf } from '../queries/versions-table.js';
import { SqliteConnection } from './sqlite-connection.js';
import { SqliteGenerations } from './sqlite-generations.js';
import { SqliteReads } from './sqlite-reads.js';
import { type SqliteWriter, WriterBeside, WriterHere } from './sqlite-writer.js';
import { SqliteWrites } from './sqlite-writes.js';

/** Views in a file of their own, written by a thread of their own and never waiting for the disk: the events can rebuild it. */
export class SqliteReadStore implements ReadStore {
  readonly name = 'sqlite';
  readonly #connection: SqliteConnection;
  readonly #generations: SqliteGenerations;
  readonly #writer: SqliteWriter;
  readonly #writes: SqliteWrites;
  readonly #reads: SqliteReads;
  readonly #keysIndexed = new Set<string>();

  constructor(
    path: string,
    private readonly options: { readonly readOnly?: boolean } = {},
  ) {
    this.#connection = new SqliteConnection(path, options);
    this.#generations = new SqliteGenerations(this.#connection);
    if (!options.readOnly) this.#generations.migrate();
    this.#writer = path === ':memory:' ? new WriterHere(this.#connection) : new WriterBeside(path);
    this.#writes = new SqliteWrites(this.#connection, this.#writer, this.#generations);
    this.#reads = new SqliteReads(this.#connection, this.#generations);
  }

  async open(view: View): Promise<Generation[]> {
    this.#keysIndexed.clear();
    if (!this.options.readOnly) await this.#alone(() => this.#generations.prepare(view));
    return this.#generations.registered(view.name).map((one) => generationOf(view, one));
  }

  async begin(view: View): Promise<Generation> {
    this.#keysIndexed.clear();
    return this.#alone(() => generationOf(view, this.#generations.create(view)));
  }

  async discard(view: View): Promise<void> {
    this.#keysIndexed.clear();
    await this.#alone(() => this.#generations.discard(view));
  }

  /** Index by index, so that other writes get their turn; only the switch itself is one transaction. */
  async goLive(generation: Generation): Promise<Generation> {
    const { view, number } = generation;
    const building = this.#generations.registered(view.name).find((one) => one.number === number);
    if (!building) throw new CheckpointMoved(view.name, generation.checkpoint, 'dropped');
    for (const index of this.#generations.indexes(tableOf(building))) await this.#writer.take([index]);
    return this.#alone(() => {
      this.#generations.switchTo(building);
      return generationOf(view, this.#generations.live(view.name)!);
    });
  }

  async load({ view, number }: Generation, keys: readonly string[]): Promise<Map<string, OpenRow>> {
    const rows = new Map<string, OpenRow>();
    if (keys.length === 0 || view.log) return rows;
    const table = tableOf({ view: view.name, number, shape: JSON.stringify(shapeOf(view)) });
    if (!this.#keysIndexed.has(table.name)) {
      await this.#writer.take([this.#generations.keyIndex(table)]);
      this.#keysIndexed.add(table.name);
    }
    const newest = this.#connection.prepare(
      `select place, doc from (select place, open from "${table.name}" where key = ? and place < ? order by place desc limit 1)
        join "${docsName(table.name)}" using (place) where open = 1`,
    );
    for (const key of keys) {
      const found = newest.get(key, BESIDE) ?? newest.get(key, Number.MAX_SAFE_INTEGER);
      if (!found) continue;
      rows.set(key, { ...placeOf(found['place'] as number), row: JSON.parse(found['doc'] as string) as unknown });
    }
    return rows;
  }

  async commit(writes: readonly ViewWrites[]): Promise<void> {
    return this.#writes.commit(writes);
  }

  async checkpoint(name: string): Promise<Position> {
    return (await this.reached(name))?.position ?? BEGINNING;
  }

  async reached(name: string): Promise<Checkpoint | undefined> {
    const found = this.#connection.first(
      sql<StoredCheckpoint>`select checkpoint as position, mark from generations where view = ${name} and state = 'live'
        union all select position, mark from checkpoints where name = ${name}`,
    );
    if (found) return checkpointOf(found);
    const begun = this.#connection.first(sql<object>`select 1 from generations where view = ${name}`);
    return begun ? undefined : { position: BEGINNING };
  }

  async saveCheckpoint(name: string, from: Position, { position, mark = '' }: Checkpoint): Promise<void> {
    await this.#alone(() => {
      const found = this.#connection.first(
        sql<{ position: Position }>`select position from checkpoints where name = ${name}`,
      );
      if ((found?.position ?? BEGINNING) !== from) throw new CheckpointMoved(name, from, found?.position ?? BEGINNING);
      this.#connection
        .run(sql`insert into checkpoints (name, position, mark) values (${name}, ${position}, nullif(${mark}, ''))
        on conflict (name) do update set position = excluded.position, mark = excluded.mark`);
    });
  }

  async find<Row>(view: View<Row>, key: string, moment: Moment = {}): Promise<Versioned<Row> | undefined> {
    return this.#reads.find(view, key, moment);
  }

  async list<Row>(view: View<Row>, query: RowQuery): Promise<Page<Row>> {
    mustDeclare(view, query.sort?.column);
    return this.#reads.list(view, query);
  }

  async count<Row>(view: View<Row>, column: string, query: RowQuery): Promise<ReadonlyMap<string | number, number>> {
    mustDeclare(view, column);
    return this.#reads.count(view, column, query);
  }

  async history<Row>(view: View<Row>, key: string): Promise<readonly Versioned<Row>[]> {
    return this.#reads.history(view, key);
  }

  async close(): Promise<void> {
    await this.#writer.close();
    this.#connection.close();
  }

  #alone<T>(work: () => T): Promise<T> {
    return this.#writer.alone(() => this.#connection.transaction(work));
  }
}
