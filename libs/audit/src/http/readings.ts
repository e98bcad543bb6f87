import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { type Actor, type Command, type CommandClass, Engine } from '#event-sourcing';
import { newId } from '#event-sourcing-nest';
import { RecordReading, RecordRefusal } from '../domain/reading/commands.js';
import { readingIdOf } from '../domain/reading/reading.js';

/** Longest that an answer waits for its record. */
const PATIENCE_MS = 500;

/** Puts what was read, exported or refused on record; joins the syncs of whatever else is being stored. */
@Injectable()
export class Readings {
  readonly #logger = new Logger('Readings');

  constructor(private readonly engine: Engine) {}

  /** Rejects never: who may read is not kept from it by a store that takes nothing, but the log of the program says so. */
  async record(actor: Actor, fields: Pick<RecordReading, 'kind' | 'act' | 'target' | 'count' | 'asOf'>): Promise<void> {
    await Promise.race([this.#take(RecordReading, actor, fields), delay(PATIENCE_MS, undefined, { ref: false })]);
  }

  async refused(actor: Actor, fields: Pick<RecordRefusal, 'act' | 'code' | 'times'>): Promise<void> {
    await this.#take(RecordRefusal, actor, fields);
  }

  async #take<C extends Command>(type: CommandClass<C>, actor: Actor, fields: Partial<C>): Promise<void> {
    const commandId = newId();
    const issuedAt = this.engine.clock.now();
    const id = readingIdOf(actor.id, issuedAt);
    const rim = { id, actor, issuedAt, commandId, commandHash: commandId, correlationId: commandId };
    try {
      await this.engine.execute(Object.assign(new type(), rim, fields));
    } catch (error) {
      this.#logger.error(`not put on record: ${String(error)}`);
    }
  }
}
