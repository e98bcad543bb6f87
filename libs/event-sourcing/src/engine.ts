import { underAuthority } from './deciding/authority.js';
import { type Clock, systemClock } from './clock.js';
import type { Command, CommandClass } from './deciding/decider.js';
import { Decisions } from './deciding/decisions.js';
import { type Event, type Position, type Recorded, uuidOfDigest } from './event.js';
import type { EventStore } from './appending/event-store.js';
import { FoldedStates } from './deciding/folded-states.js';
import { GroupCommit, type GroupCommitLimits } from './appending/group-commit.js';
import { lookupOver } from './deciding/lookup.js';
import { type Observer, toldSafely, watched } from './observer.js';
import type { Context, Lookup } from './deciding/preparation.js';
import { processParked } from './processes/process-parked.js';
import { processOutbox } from './processes/process-outbox.js';
import { ProcessRunner } from './processes/process-runner.js';
import type { View } from './views/projection.js';
import type { ReadStore, ViewReader } from './views/read-store.js';
import type { Receipt } from './deciding/receipt.js';
import { withStreamViews } from './views/stream-views.js';
import { Transact } from './deciding/transact.js';
import { ViewsElsewhere } from './views/views-elsewhere.js';
import { withUpcasters } from './appending/upcasting.js';
import { ViewRunner } from './views/view-runner.js';

export interface EngineParts {
  readonly store: EventStore;
  readonly readStore: ReadStore;
  readonly contexts: readonly Context[];
  /** SHA-256 in hex of the text's UTF-8 bytes. */
  readonly digest: (text: string) => string;
  readonly clock?: Clock;
  readonly limits?: GroupCommitLimits;
  /** Folded streams kept in memory. */
  readonly cachedStates?: number;
  readonly observer?: Observer;
}

/** How long a read waits for its view before ViewBehind. */
const WAIT_MS = 5_000;

/** The machine without a framework: commands in, events stored, views following, processes reacting. */
export class Engine {
  readonly store: EventStore;
  readonly readStore: ReadStore;
  /** All views: those stored, and those folded from their own stream. */
  readonly reader: ViewReader;
  readonly clock: Clock;
  readonly contexts: readonly Context[];
  readonly runner: ViewRunner;
  readonly processes: ProcessRunner;
  readonly commits: GroupCommit;
  readonly digest: (text: string) => string;
  readonly lookup: Lookup;
  readonly #transact: Transact;
  readonly #elsewhere: ViewsElsewhere;
  readonly #states: FoldedStates;
  readonly #decisions: Decisions;
  readonly #told: ReturnType<typeof toldSafely>;

  constructor(parts: EngineParts) {
    this.contexts = parts.contexts;
    this.#decisions = new Decisions(parts.contexts);
    this.#told = toldSafely(parts.observer);
    this.digest = parts.digest;
    this.clock = parts.clock ?? systemClock;
    this.readStore = parts.readStore;
    this.store = withUpcasters(
      parts.store,
      parts.contexts.flatMap(({ upcasters }) => upcasters ?? []),
    );
    this.reader = withStreamViews(this.store, this.readStore);
    this.commits = new GroupCommit(this.store, parts.limits, this.#told);
    this.#states = new FoldedStates(parts.cachedStates ?? 5_000);
    this.#transact = new Transact(this.store, this.commits, this.#states, this.#told);
    this.runner = new ViewRunner(this.store, this.readStore, this.views, { observer: this.#told });
    this.#elsewhere = new ViewsElsewhere(this.readStore);
    this.lookup = this.#lookup();
    this.processes = this.#processRunner();
  }

  get views(): readonly View[] {
    return [...this.contexts.flatMap(({ views }) => views), processParked, processOutbox];
  }

  /** Those that are kept as rows; the others are folded when asked. */
  get storedViews(): readonly View[] {
    return this.views.filter(({ fromStream }) => fromStream === undefined);
  }

  get commands(): readonly CommandClass[] {
    return this.#decisions.commands;
  }

  /** Folded streams in memory now. */
  get cachedStates(): number {
    return this.#states.size;
  }

  /** Follows the events: views and processes. Without it commands are taken and queries answered from views kept elsewhere. */
  async start(): Promise<void> {
    await this.runner.start();
    this.processes.start();
  }

  /** Stops following and goes on taking commands; it may be started again. */
  async rest(): Promise<void> {
    await this.processes.stop();
    await this.runner.stop();
  }

  /** Settles what was accepted, then stops following. The stores stay open: whoever opened them closes them. */
  async stop(): Promise<void> {
    await this.commits.drain();
    await this.rest();
  }

  async execute(command: Command): Promise<Receipt> {
    const [receipt] = await watched(this.#told, [command], async () => [await this.#execute(command)]);
    return receipt!;
  }

  /** All or none, in order. Preparations are not run: whoever lists the commands fills in their facts. */
  async executeAll(commands: readonly Command[]): Promise<Receipt[]> {
    return watched(this.#told, commands, () =>
      this.#transact.executeAll(commands.map((one) => this.#decisions.bound(one))),
    );
  }

  /** Decides all of them without storing anything; throws what `executeAll` would. */
  async rehearse(commands: readonly Command[]): Promise<void> {
    await this.#transact.rehearse(commands.map((one) => this.#decisions.bound(one)));
  }

  /** Waits until the views have the position; `undefined` returns at once. */
  async seen(views: readonly View[], after: Position | undefined, timeoutMs = WAIT_MS): Promise<void> {
    if (after === undefined) return;
    const stored = views.filter(({ fromStream }) => fromStream === undefined).map(({ name }) => name);
    const keeper = this.runner.running ? this.runner : this.#elsewhere;
    await keeper.waitFor(stored, after, timeoutMs);
  }

  events(after: Position, limit: number): Promise<Recorded<Event>[]> {
    return this.store.readAll(after, limit);
  }

  /** A UUID that depends on the text alone. */
  uuid(text: string): string {
    return uuidOfDigest(this.digest(text));
  }

  async #execute(command: Command): Promise<Receipt> {
    const receipt = await underAuthority(command, () => this.#take(command));
    await this.#decisions.settled(command, this.lookup);
    return receipt;
  }

  async #take(command: Command): Promise<Receipt> {
    const together = await this.#decisions.prepared(command, this.lookup);
    if (together.length === 1) return this.#transact.execute(this.#decisions.bound(together[0]!));
    const receipts = await this.#transact.executeAll(together.map((one) => this.#decisions.bound(one)));
    return receipts[together.indexOf(command)]!;
  }

  #lookup(): Lookup {
    return lookupOver({
      load: (decider, stream) => this.#transact.load(decider, stream),
      reader: this.reader,
      caughtUp: async (view) => this.seen([view], await this.store.head()),
      digest: (text) => this.digest(text),
      uuid: (text) => this.uuid(text),
    });
  }

  #processRunner(): ProcessRunner {
    return new ProcessRunner(
      this.contexts.flatMap(({ processes }) => processes ?? []),
      {
        store: this.store,
        readStore: this.readStore,
        clock: this.clock,
        execute: (command) => this.execute(command),
        transact: (bound) => this.#transact.execute(bound),
        uuid: (text) => this.uuid(text),
        seen: (position) => this.seen([processParked, processOutbox], position),
        failed: this.#told.processFailed,
        parked: this.#told.processParked,
      },
    );
  }
}
