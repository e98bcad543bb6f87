import { type Clock, systemClock } from './clock.js';
import type { Command, CommandClass } from './deciding/decider.js';
import { Commands } from './deciding/commands.js';
import { type Handler, Handlers } from './deciding/handlers.js';
import { type Event, type Position, type Recorded, uuidOfDigest } from './event.js';
import type { EventStore } from './appending/event-store.js';
import { FoldedStates } from './deciding/folded-states.js';
import { GroupCommit, type GroupCommitLimits } from './appending/group-commit.js';
import { type Looking, lookupOver } from './deciding/lookup.js';
import { type Observer, toldSafely, watched } from './observer.js';
import type { Context, Lookup, Reached } from './deciding/handling.js';
import { processParked } from './processes/process-parked.js';
import { processOutbox } from './processes/process-outbox.js';
import { ProcessRunner } from './processes/process-runner.js';
import type { View } from './views/projection.js';
import type { ReadStore, ViewReader } from './views/read-store.js';
import type { Receipt } from './deciding/receipt.js';
import { KnownSameIds } from './deciding/known-same-ids.js';
import { withSameIds } from './views/as-one.js';
import { withStreamViews } from './views/stream-views.js';
import { Transact } from './deciding/transact.js';
import { ViewsElsewhere } from './views/views-elsewhere.js';
import { ofThisLog, ViewsOfLog } from './views/views-of-log.js';
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
  readonly viewsOfLog: ViewsOfLog;
  readonly processes: ProcessRunner;
  readonly commits: GroupCommit;
  readonly digest: (text: string) => string;
  readonly lookup: Lookup;
  readonly #transact: Transact;
  readonly #elsewhere: ViewsElsewhere;
  readonly #states: FoldedStates;
  readonly #handlers: Handlers;
  readonly #commands: Commands;
  readonly #told: ReturnType<typeof toldSafely>;

  constructor(parts: EngineParts) {
    this.contexts = parts.contexts;
    this.#handlers = new Handlers(parts.contexts);
    this.#told = toldSafely(parts.observer);
    this.digest = parts.digest;
    this.clock = parts.clock ?? systemClock;
    this.readStore = parts.readStore;
    const upcasters = parts.contexts.flatMap((context) => context.upcasters ?? []);
    this.store = withUpcasters(parts.store, upcasters);
    this.viewsOfLog = new ViewsOfLog(this.store, this.readStore);
    this.commits = new GroupCommit(this.viewsOfLog.over(this.store), parts.limits, this.#told);
    this.#states = new FoldedStates(parts.cachedStates ?? 5_000);
    const sameIds = new KnownSameIds(this.store, this.#states, parts.contexts.find((one) => one.sameIds)?.sameIds);
    const kept = ofThisLog(withStreamViews(this.store, this.readStore), this.viewsOfLog, this.#caughtUp);
    this.reader = withSameIds(kept, () => sameIds.now());
    this.#transact = new Transact(this.store, this.commits, this.#states, { observer: this.#told, sameIds });
    const observer = this.viewsOfLog.watching(this.#told);
    this.runner = new ViewRunner(this.store, this.readStore, this.views, { observer });
    this.#elsewhere = new ViewsElsewhere(this.readStore);
    this.lookup = lookupOver(this.#looking());
    this.#commands = new Commands(this.#handlers, this.#transact, this.#looking());
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
    return this.#handlers.commands;
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
    return this.#watched(command, () => this.#handlers.of(command.constructor as CommandClass));
  }

  /** Takes commands of one class: what is needed for them is looked up here, once. */
  handlerOf(type: CommandClass): (command: Command) => Promise<Receipt> {
    const handler = this.#handlers.of(type);
    return (command) => this.#watched(command, () => handler);
  }

  async #watched(command: Command, handler: () => Handler): Promise<Receipt> {
    const take = async () => [await this.#commands.execute(handler(), command)];
    return (await watched(this.#told, [command], take))[0]!;
  }

  /** All or none, in order, with facts and companions; answers a receipt for everything taken, companions among them. */
  async executeAll(commands: readonly Command[], reached?: Reached): Promise<readonly Receipt[]> {
    let all: readonly Receipt[] = [];
    await watched(this.#told, commands, async () => {
      const taken = await this.#commands.executeAll(commands, reached);
      all = taken.all;
      return taken.asked;
    });
    return all;
  }

  /** Decides what `executeAll` would take, stores nothing, throws what it would; answers with companions. */
  rehearse(commands: readonly Command[], reached?: Reached): Promise<readonly Command[]> {
    return this.#commands.rehearse(commands, 'as-given', reached);
  }

  /** Whether one act would be taken at all, whatever its body names; throws the refusal. */
  async rehearseOne(command: Command): Promise<void> {
    await this.#commands.rehearse([command], 'any-body');
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

  readonly #caughtUp = async (view: View): Promise<void> => this.seen([view], await this.store.head());

  #looking(): Looking {
    const { reader, contexts, digest } = this;
    const load: Looking['load'] = (decider, stream) => this.#transact.load(decider, stream);
    const [caughtUp, uuid] = [this.#caughtUp, (text: string) => this.uuid(text)];
    return { load, reader, contexts, digest, caughtUp, uuid, rehearsing: false };
  }

  #processRunner(): ProcessRunner {
    const { store, readStore, clock } = this;
    const { processFailed: failed, processParked: parked } = this.#told;
    const own = { store, readStore, clock, failed, parked };
    const processes = this.contexts.flatMap((context) => context.processes ?? []);
    return new ProcessRunner(processes, {
      ...own,
      execute: (command) => this.execute(command),
      transact: (bound) => this.#transact.execute(bound),
      uuid: (text) => this.uuid(text),
      seen: (position) => this.seen([processParked, processOutbox], position),
    });
  }
}
