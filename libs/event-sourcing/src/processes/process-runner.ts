import type { Clock } from '../clock.js';
import { RuleBroken, ViewBehind } from '../errors.js';
import type { Actor, Position, Recorded } from '../event.js';
import type { EventStore } from '../appending/event-store.js';
import { outboxDecider, type Process, ScheduleCommands, SettleCommand } from './process.js';
import { type OutboxRow, processOutbox } from './process-outbox.js';
import type { ReadStore } from '../views/read-store.js';
import type { Bound, Receipt } from '../deciding/receipt.js';
import { Bell, subscribe } from '../views/subscription.js';
import type { Command, CommandClass } from '../deciding/decider.js';

export interface ProcessSurroundings {
  readonly store: EventStore;
  readonly readStore: ReadStore;
  readonly clock: Clock;
  /** Takes a command of a context, facts and companions included. */
  readonly execute: (command: Command) => Promise<Receipt>;
  /** Takes a command bound to a decider of the runner's own. */
  readonly transact: (bound: Bound) => Promise<Receipt>;
  readonly uuid: (text: string) => string;
  /** Resolves when the outbox view has reached the position. */
  readonly seen: (position: Position) => Promise<void>;
  readonly failed?: (loop: string, error: unknown) => void;
}

/** Longest sleep between two looks at the clock, so that a clock set forward is noticed. */
const NAP_MS = 30_000;
const CHECKPOINT = 'processes';

export class ProcessRunner {
  #stop = new AbortController();
  readonly #bell = new Bell();
  readonly #end = new Bell();
  #loops: Promise<unknown> = Promise.resolve();
  readonly #failures = new Map<string, string>();
  /** Attempts of each loop since it last got through; its pauses grow with them. */
  readonly #attempts = new Map<string, number>();

  constructor(
    private readonly processes: readonly Process[],
    private readonly around: ProcessSurroundings,
  ) {}

  /** What went wrong last, while it is being tried again. */
  get failure(): string | undefined {
    return [...this.#failures.values()][0];
  }

  /** Also after a stop. */
  start(): void {
    if (this.processes.length === 0) return;
    this.#stop = new AbortController();
    this.#end.silence();
    this.#failures.clear();
    this.#attempts.clear();
    this.#loops = Promise.all([
      this.#persistently('listen', () => this.#listen()),
      this.#persistently('send', () => this.#send()),
    ]);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#bell.ring();
    this.#end.ring();
    await this.#loops;
  }

  async #persistently(name: string, loop: () => Promise<void>): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        await loop();
      } catch (error) {
        // A view still being built is no failure; sending begins when it is there.
        if (!(error instanceof ViewBehind)) {
          this.#failures.set(name, String(error));
          this.around.failed?.(name, error);
        }
        const attempts = this.#attempts.get(name) ?? 0;
        this.#attempts.set(name, attempts + 1);
        await this.#end.rung(Math.min(NAP_MS, 200 * 2 ** attempts));
      }
    }
  }

  #gotThrough(name: string): void {
    this.#failures.delete(name);
    this.#attempts.delete(name);
  }

  async #listen(): Promise<void> {
    const { store, readStore } = this.around;
    let checkpoint = await readStore.checkpoint(CHECKPOINT);
    for await (const events of subscribe(store, checkpoint, { signal: this.#stop.signal })) {
      for (const event of events) await this.#react(event);
      const last = events.at(-1)?.position;
      if (last) await readStore.saveCheckpoint(CHECKPOINT, checkpoint, last);
      checkpoint = last ?? checkpoint;
      this.#gotThrough('listen');
    }
  }

  async #react(event: Recorded): Promise<void> {
    for (const process of this.processes) {
      if (process.types.has(event.type) && (await this.#schedule(process, event))) this.#bell.ring();
    }
  }

  async #schedule(process: Process, event: Recorded): Promise<boolean> {
    const intents = process.react(event);
    if (intents.length === 0) return false;
    const { uuid, clock } = this.around;
    const command = this.#command(
      ScheduleCommands,
      process.name,
      process.instance(event),
      `${process.name}/${event.id}`,
    );
    command.cause = event.id;
    command.correlationId = event.metadata.correlationId;
    command.causationId = event.id;
    command.intents = intents.map((intent, i) => ({
      intentId: uuid(`${process.name}/${event.id}/${i}`),
      cause: event.id,
      command: intent.command.name,
      target: intent.id,
      fields: intent.fields,
      dueAt: intent.dueAt ?? clock.now(),
    }));
    await this.#own(process.name, command);
    return true;
  }

  async #send(): Promise<void> {
    const { readStore, clock, store, seen } = this.around;
    while (!this.#stop.signal.aborted) {
      this.#bell.silence();
      await seen(await store.head());
      const { rows } = await readStore.list(processOutbox, {
        where: { settled: 0 },
        sort: { column: 'due' },
        limit: 50,
      });
      const now = Date.parse(clock.now());
      const due = rows.filter(({ row }) => Date.parse(row.dueAt) <= now);
      for (const { row } of due) await this.#dispatch(row);
      this.#gotThrough('send');
      const next = rows.find(({ row }) => Date.parse(row.dueAt) > now);
      if (due.length === 0)
        await this.#bell.rung(Math.min(NAP_MS, next ? Date.parse(next.row.dueAt) - now + 1 : NAP_MS));
    }
  }

  async #dispatch(row: OutboxRow): Promise<void> {
    const process = this.processes.find(({ name }) => name === row.process);
    const type = process?.commands.find(({ name }) => name === row.command);
    if (!type) throw new Error(`process ${row.process} no longer sends ${row.command}`);
    const command = Object.assign(this.#command(type, row.process, row.target, row.intentId), row.fields);
    command.causationId = row.cause;
    command.correlationId = row.correlationId;
    const code = await this.around.execute(command).then(
      () => undefined,
      (error: unknown) => {
        // A refusal by rule is an outcome; anything else is tried again.
        if (error instanceof RuleBroken) return error.code;
        throw error;
      },
    );
    const settle = this.#command(SettleCommand, row.process, row.instance, `settle/${row.intentId}`);
    Object.assign(settle, { intentId: row.intentId, outcome: code ? 'refused' : 'taken', code });
    await this.#own(row.process, settle);
  }

  #own(process: string, command: Command): Promise<Receipt> {
    const decider = outboxDecider(process);
    const { decide } = decider.decisions.find((one) => command instanceof one.command)!;
    return this.around.transact({ decider, decide: decide as Bound['decide'], command });
  }

  #command<C extends Command>(type: CommandClass<C>, process: string, id: string, name: string): C {
    const { uuid, clock } = this.around;
    const actor: Actor = {
      id: `process:${process}`,
      personId: `process:${process}`,
      name: '系统',
      roles: ['system'],
      client: 'process',
    };
    const commandId = uuid(name);
    return Object.assign(new type(), {
      id,
      actor,
      issuedAt: clock.now(),
      commandId,
      commandHash: commandId,
      correlationId: commandId,
    });
  }
}
