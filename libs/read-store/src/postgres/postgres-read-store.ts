import {
  BEGINNING,
  type Checkpoint,
  CheckpointMoved,
  type Generation,
  LeaseLost,
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
import { generationOf, tableOf } from '../queries/registered.js';
import { named, sql } from '../queries/sql.js';
import { BESIDE, docsName, placeOf, shapeOf, type VersionsTable } from '../queries/versions-table.js';
import { didNotHold, PostgresConnection, type Session } from './postgres-connection.js';
import {
  createGeneration,
  discardGenerations,
  finishing,
  indexKeys,
  liveOf,
  prepareGenerations,
  registered,
  switchTo,
} from './postgres-generations.js';
import { moveCheckpoint } from './postgres-checkpoints.js';
import { PostgresReads } from './postgres-reads.js';
import { PostgresWrites } from './postgres-writes.js';
import { ProjectorLease } from './projector-lease.js';
import { makeViewsSchema, mustKnowViewsSchema } from './views-schema.js';

const READERS = 4;
/** One for rows, one for the lease while the other is long at an index. */
const WRITERS = 2;

/**
 * Views in a schema of their own. Of all processes on one database the holder of the lease writes, the others read;
 * whoever writes while the lease is free takes it, and gets LeaseLost while another holds it.
 */
export class PostgresReadStore implements ReadStore {
  readonly name = 'postgres';
  /** Each commit is many statements, whose cost many events share. */
  readonly batch = 500;
  readonly lease: ProjectorLease;
  readonly #writing: PostgresConnection;
  readonly #reading: PostgresConnection;
  readonly #reads: PostgresReads;
  readonly #writes = new PostgresWrites();
  readonly #keysIndexed = new Set<string>();

  private constructor(
    url: string,
    private readonly readOnly: boolean,
  ) {
    this.#writing = new PostgresConnection(url, { connections: WRITERS, readOnly });
    this.#reading = new PostgresConnection(url, { connections: READERS, readOnly: true });
    this.#reads = new PostgresReads(this.#reading);
    this.lease = new ProjectorLease(this.#writing);
  }

  static async open(
    url: string,
    { readOnly = false }: { readonly readOnly?: boolean } = {},
  ): Promise<PostgresReadStore> {
    const store = new PostgresReadStore(url, readOnly);
    try {
      if (!readOnly) await makeViewsSchema(store.#writing);
      await mustKnowViewsSchema(store.#reading);
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  async open(view: View): Promise<Generation[]> {
    const known = this.readOnly
      ? await this.#reading.transaction((session) => registered(session, view.name))
      : await this.#write(async (session) => {
          this.lease.opened(view.name);
          await prepareGenerations(session, view);
          return registered(session, view.name);
        });
    return known.map((one) => generationOf(view, one));
  }

  async begin(view: View): Promise<Generation> {
    return this.#write(async (session) => generationOf(view, await createGeneration(session, view)));
  }

  async discard(view: View): Promise<void> {
    this.#keysIndexed.clear();
    await this.#write((session) => discardGenerations(session, view));
  }

  /** Index by index, so that reads and other views get their turn; only the switch itself is one transaction. */
  async goLive(generation: Generation): Promise<Generation> {
    const { view, number } = generation;
    const known = await this.#write((session) => registered(session, view.name));
    const building = known.find((one) => one.number === number);
    if (!building) throw new CheckpointMoved(view.name, generation.checkpoint, 'dropped');
    for (const build of finishing(tableOf(building))) await this.#write(build);
    return this.#write(async (session) => {
      await switchTo(session, building);
      return generationOf(view, (await liveOf(session, view.name))!);
    });
  }

  async load({ view, number }: Generation, keys: readonly string[]): Promise<Map<string, OpenRow>> {
    if (keys.length === 0 || view.log) return new Map();
    const table = await this.#keyIndexed(view, number);
    const found = await this.#reading.all(
      sql<{ key: string; place: number; doc: string }>`select k.key, v.place, d.doc
        from unnest(${[...keys]}::text[]) k(key), lateral (
          (select place, open from ${named(table.name)} t where t.key = k.key order by place desc limit 1) union all
          (select place, open from ${named(table.name)} t where t.key = k.key and place < ${BESIDE}
            order by place desc limit 1)) v join ${named(docsName(table.name))} d using (place)
        where v.open = 1`,
    );
    return new Map(found.map(({ key, place, doc }) => [key, { ...placeOf(place), row: JSON.parse(doc) as unknown }]));
  }

  async #keyIndexed(view: View, number: number): Promise<VersionsTable> {
    const table = tableOf({ view: view.name, number, shape: JSON.stringify(shapeOf(view)) });
    if (!this.#keysIndexed.has(table.name)) {
      await this.#write((session) => indexKeys(session, table));
      this.#keysIndexed.add(table.name);
    }
    return table;
  }

  async commit(writes: readonly ViewWrites[]): Promise<void> {
    const statements = this.#writes.statements(writes);
    for (const { generation, retold } of writes) if (retold) await this.#keyIndexed(generation.view, generation.number);
    const epoch = this.lease.openedIn(writes.map(({ generation }) => generation.view.name));
    try {
      await this.#writing.transactionAtOnce((session) => [
        this.lease.prove(session, epoch),
        ...statements.map(({ name, text, values }) => session.prepared(name, text, values)),
      ]);
    } catch (error) {
      if (didNotHold(error)) await this.#writing.transaction((session) => this.#writes.mustBegin(session, writes));
      throw error;
    }
  }

  async checkpoint(name: string): Promise<Position> {
    return (await this.reached(name))?.position ?? BEGINNING;
  }

  reached(name: string): Promise<Checkpoint | undefined> {
    return this.#reads.reached(name);
  }

  async saveCheckpoint(name: string, from: Position, to: Checkpoint): Promise<void> {
    await this.#write((session) => moveCheckpoint(session, name, from, to));
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
    await this.lease.release().catch(() => undefined);
    await Promise.all([this.#writing.close(), this.#reading.close()]);
  }

  async #write<T>(work: (session: Session) => Promise<T>): Promise<T> {
    await this.#mustLead();
    return this.#writing.transaction(async (session) => {
      await this.lease.prove(session);
      return work(session);
    });
  }

  async #mustLead(): Promise<void> {
    if (!(await this.lease.take())) throw new LeaseLost();
  }
}
