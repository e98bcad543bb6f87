import { RecordBulk } from '#audit';
import {
  type Actor,
  type Authority,
  AuthorityMoved,
  canonical,
  type Engine,
  type Instant,
  KeyReused,
  RuleBroken,
} from '#event-sourcing';
import { disclosureProblems } from '../problems.js';
import type { AskedImport } from './import-request.js';
import { type ImportRun, type ImportState, toldOf } from './import-run.js';
import type { ImportService } from './import-service.js';
import type { ImportWatch } from './import-watch.js';
import { refusal } from './refusal.js';
import { IMPORT_ACT, storedImport } from './stored-import.js';

/** Imports that may wait for others: each holds its file. */
const MOST_WAITING = 8;
/** Of those that have ended; what was stored is known for ever. */
const MOST_KEPT = 200;
const ENDED: ReadonlySet<ImportState> = new Set<ImportState>(['done', 'refused', 'cancelled', 'failed']);
/** Begun anew under the same key: nothing of it was stored. */
const LEFT: ReadonlySet<ImportState> = new Set<ImportState>(['refused', 'cancelled', 'failed']);

export interface BegunImport extends AskedImport {
  readonly dryRun: boolean;
  /** What the import goes by, and what it is known by when it comes again. */
  readonly id: string;
  readonly sha256: string;
  /** The right that it is stored under: what of it has changed by then keeps it from being stored. */
  readonly authority?: Authority;
}

interface Kept {
  told: ImportRun;
  readonly hash: string;
  readonly by: string;
  readonly end: AbortController;
  /** Whether it goes to the store now. */
  decided: boolean;
  settled: Promise<void>;
}

const hashOf = ({ file, sha256, options, dryRun }: BegunImport): string => {
  const { correlationId: _, ...said } = options;
  return canonical([file.name, sha256, said, dryRun]);
};

const mayFollow = ({ id, roles }: Actor, by: string): boolean =>
  id === by || roles.includes('office') || roles.includes('admin');

const unknown = (id: string): RuleBroken => new RuleBroken('import.unknown', { id });

/**
 * Imports that go on while nobody waits for them, one after the other. They are kept in memory: a process that is started
 * again knows of those alone that were stored, from the record that is stored with each; of all others nothing was.
 */
export class ImportRuns {
  readonly #kept = new Map<string, Kept>();
  #turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly engine: Engine,
    private readonly imports: ImportService,
    private readonly failed: (error: unknown) => void = () => undefined,
  ) {}

  /** The one that was begun before, when it is the same again. Throws KeyReused when it is another. */
  async begin(begun: BegunImport): Promise<ImportRun> {
    const { id } = begun;
    const hash = this.engine.digest(hashOf(begun));
    const stored = await storedImport(this.engine, id);
    const before = this.#kept.get(id);
    if ((before ?? stored ?? { hash }).hash !== hash) throw new KeyReused(id);
    const goesOn = before && !LEFT.has(before.told.state) ? before : stored;
    return goesOn ? goesOn.told : this.#begun(begun, hash);
  }

  async find(id: string, who: Actor): Promise<ImportRun> {
    const kept = this.#kept.get(id);
    const stored = kept ?? (await storedImport(this.engine, id));
    if (!stored || !mayFollow(who, stored.by)) throw unknown(id);
    return stored.told;
  }

  /** Answers once it has ended; nothing of it was stored then. Throws when it goes to the store already, or has ended. */
  async cancel(id: string, who: Actor): Promise<ImportRun> {
    const told = await this.find(id, who);
    const kept = this.#kept.get(id);
    const { state } = kept?.told ?? told;
    if (kept && state === 'cancelled') return kept.told;
    if (!kept || kept.decided || ENDED.has(state)) throw new RuleBroken('import.not-cancellable', { id, state });
    kept.end.abort(new RuleBroken('import.cancelled', { id }));
    await kept.settled;
    return kept.told;
  }

  /** Once what has been begun here has ended; at once when nothing has. */
  async settled(id: string): Promise<void> {
    await this.#kept.get(id)?.settled;
  }

  /** Ends what is not going to the store, and waits for what is. */
  async close(): Promise<void> {
    const running = [...this.#kept.values()];
    for (const { end, told } of running) end.abort(new RuleBroken('import.cancelled', { id: told.id }));
    await Promise.all(running.map(({ settled }) => settled));
  }

  #begun(begun: BegunImport, hash: string): ImportRun {
    const open = [...this.#kept.values()].filter(({ told }) => !ENDED.has(told.state)).length;
    if (open > MOST_WAITING) throw new RuleBroken('import.too-many-waiting', { most: MOST_WAITING, retryAfter: 30 });
    const { id, file, sha256, dryRun, actor } = begun;
    const told: ImportRun = {
      id,
      state: 'queued',
      file: { name: file.name, sha256 },
      dryRun,
      begunAt: this.engine.clock.now(),
      warnings: [],
      warningCount: 0,
      refusals: [],
    };
    const end = new AbortController();
    const kept: Kept = { told, hash, by: actor.id, end, decided: false, settled: Promise.resolve() };
    this.#keep(id, kept);
    kept.settled = this.#turn.then(() => this.#run(begun, kept));
    this.#turn = kept.settled;
    return told;
  }

  #keep(id: string, kept: Kept): void {
    this.#kept.delete(id);
    this.#kept.set(id, kept);
    const ended = [...this.#kept].filter(([, { told }]) => ENDED.has(told.state));
    for (const [oldest] of ended.slice(0, Math.max(0, ended.length - MOST_KEPT))) this.#kept.delete(oldest);
  }

  async #run(begun: BegunImport, kept: Kept): Promise<void> {
    const endedAt = (): Instant => this.engine.clock.now();
    try {
      kept.end.signal.throwIfAborted();
      kept.told = { ...kept.told, state: 'reading' };
      const outcome = toldOf(await this.#imported(begun, kept));
      const state = outcome.refusals.length > 0 ? 'refused' : 'done';
      kept.told = { ...kept.told, ...outcome, state, endedAt: endedAt() };
    } catch (error) {
      kept.told = { ...kept.told, ...this.#endedBy(error, kept), endedAt: endedAt() };
    }
  }

  #imported(begun: BegunImport, kept: Kept) {
    const watch: ImportWatch = {
      signal: kept.end.signal,
      reached: (state, rows) => (kept.told = { ...kept.told, state, rows }),
      decided: () => (kept.decided = true),
    };
    const { file, options, actor, dryRun } = begun;
    if (dryRun) return this.imports.dryRun(file, options, actor, watch);
    const record = (roundId: string) => this.#record(begun, { hash: kept.hash, roundId });
    return this.imports.takeUnlessRefused(begun, { ...watch, record });
  }

  #record({ id, actor, options, authority }: BegunImport, { hash, roundId }: { hash: string; roundId: string }) {
    const issuedAt = this.engine.clock.now();
    const { correlationId = id } = options;
    const rim = { id, actor, issuedAt, commandId: id, commandHash: hash, correlationId, authority };
    return Object.assign(new RecordBulk(), rim, { act: IMPORT_ACT, hash, rows: [{ id: roundId }] });
  }

  #endedBy(error: unknown, { end }: Kept): Pick<ImportRun, 'state' | 'refusals' | 'failure'> {
    if (end.signal.aborted && error === end.signal.reason) return { state: 'cancelled', refusals: [] };
    if (error instanceof RuleBroken) return { state: 'refused', refusals: [refusal(error.code, error.details)] };
    if (error instanceof AuthorityMoved) return { state: 'refused', refusals: [refusal('import.right-changed', {})] };
    this.failed(error);
    const code = 'import.failed';
    return { state: 'failed', refusals: [], failure: { code, message: disclosureProblems[code].zh } };
  }
}
