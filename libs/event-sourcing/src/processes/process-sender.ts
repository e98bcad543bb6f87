import type { Command } from '../deciding/decider.js';
import { RuleBroken } from '../errors.js';
import {
  bothStoresAnswer,
  errorText,
  isPassing,
  processCommand,
  type ProcessSurroundings,
  takeOwn,
} from './process-commands.js';
import { ParkCommand, SettleCommand, setAside } from './process-inbox.js';
import type { ProcessListener } from './process-listener.js';
import { type OutboxRow, processOutbox } from './process-outbox.js';
import type { Process } from './process.js';
import type { Versioned } from '../views/read-store.js';

/** Unexpected failures of one command before its target is set aside. */
const TRIES = 5;
const PAGE = 50;

interface Failing {
  readonly tries: number;
  readonly notBefore: number;
}

/** Sends what is due, target by target: one that fails keeps no other waiting. */
export class ProcessSender {
  readonly #failing = new Map<string, Failing>();

  constructor(
    private readonly processes: readonly Process[],
    private readonly around: ProcessSurroundings,
    private readonly listener: ProcessListener,
  ) {}

  /**
   * Looks at everything that is due once; tells in how many milliseconds to look again. `caughtUp`: whether all facts
   * stored so far were heard; a process with a state waits for that, since one of them may cancel.
   */
  async round(longest: number, caughtUp: () => boolean): Promise<number> {
    const { readStore, clock } = this.around;
    const to = Date.parse(clock.now());
    const held = new Set<string>();
    let sent = 0;
    let cursor: string | undefined;
    do {
      const query = { where: { settled: 0, due: { to } }, sort: { column: 'due' }, limit: PAGE, cursor };
      const page = await readStore.list(processOutbox, query);
      for (const one of page.rows) if (this.#mayGo(one, held, caughtUp())) sent += await this.#sent(one, held);
      cursor = page.next;
    } while (cursor !== undefined);
    return sent > 0 ? 0 : this.#pause(longest, to);
  }

  /** Tries a command again that had its target set aside. */
  async retry(intentId: string): Promise<void> {
    const found = await this.around.readStore.find(processOutbox, intentId);
    if (!found || found.row.settled) return;
    try {
      await this.#dispatch(found.row);
    } catch (error) {
      if (isPassing(error)) throw error;
      await bothStoresAnswer(this.around);
    }
  }

  #mayGo({ row }: Versioned<OutboxRow>, held: ReadonlySet<string>, caughtUp: boolean): boolean {
    const { process, instance, intentId } = row;
    if (held.has(`${process}-${instance}`)) return false;
    if (!caughtUp && this.processes.some(({ name, evolve }) => name === process && evolve)) return false;
    return (this.#failing.get(intentId)?.notBefore ?? 0) <= performance.now();
  }

  async #sent(one: Versioned<OutboxRow>, held: Set<string>): Promise<number> {
    const { process, instance, intentId } = one.row;
    const inbox = await this.listener.inbox(process, instance);
    if (!inbox.open.has(intentId)) return 0;
    if (!setAside(inbox)) {
      try {
        await this.#dispatch(one.row);
        this.#failing.delete(intentId);
        return 1;
      } catch (error) {
        if (isPassing(error)) throw error;
        await bothStoresAnswer(this.around);
        await this.#failed(one, error);
      }
    }
    held.add(`${process}-${instance}`);
    return 0;
  }

  async #failed({ row, position }: Versioned<OutboxRow>, error: unknown): Promise<void> {
    const { process, instance, intentId } = row;
    this.around.failed?.('send', error);
    const tries = (this.#failing.get(intentId)?.tries ?? 0) + 1;
    this.#failing.set(intentId, { tries, notBefore: performance.now() + 100 * 2 ** tries });
    if (tries < TRIES) return;
    this.#failing.delete(intentId);
    const about = { process, id: instance, name: `${process}/${intentId}/parked` };
    const text = errorText(error);
    const command = processCommand(this.around, ParkCommand, about);
    Object.assign(command, { intentId, position: String(position), error: text, causationId: row.cause });
    const { events } = await takeOwn(this.around, process, command);
    if (events.length > 0) this.around.parked?.(process, instance, text);
  }

  async #dispatch(row: OutboxRow): Promise<void> {
    const process = this.processes.find(({ name }) => name === row.process);
    const type = process?.commands.find(({ name }) => name === row.command);
    if (!type) throw new Error(`process ${row.process} no longer sends ${row.command}`);
    const about = { process: row.process, id: row.target, name: row.intentId };
    const command: Command = Object.assign(processCommand(this.around, type, about), row.fields);
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
    const own = { process: row.process, id: row.instance, name: `settle/${row.intentId}` };
    const settle = processCommand(this.around, SettleCommand, own);
    Object.assign(settle, { intentId: row.intentId, outcome: code ? 'refused' : 'taken', code });
    await takeOwn(this.around, row.process, settle);
  }

  async #pause(longest: number, now: number): Promise<number> {
    const query = { where: { settled: 0, due: { from: now + 1 } }, sort: { column: 'due' }, limit: 1 };
    const { rows } = await this.around.readStore.list(processOutbox, query);
    const due = rows.map(({ row }) => Date.parse(row.dueAt) - now + 1);
    const again = [...this.#failing.values()].map(({ notBefore }) => Math.max(1, notBefore - performance.now()));
    return Math.min(longest, ...due, ...again);
  }
}
