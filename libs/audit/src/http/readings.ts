import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { type Actor, type Command, type CommandClass, Engine } from '#event-sourcing';
import { newId } from '#event-sourcing-nest';
import { RecordReading } from '../domain/reading/commands.js';
import { readingIdOf } from '../domain/reading/reading.js';
import { RecordRefusal } from '../domain/refusal/commands.js';
import { refusalIdOf } from '../domain/refusal/refusal.js';
import type { RequestRefused } from '../domain/refusal/events.js';

/** Who asked, and whose work it was. */
export interface Asking {
  readonly actor: Actor;
  /** The person. */
  readonly onBehalfOf?: string;
}

/** Longest that an answer waits for its record. */
const PATIENCE_MS = 500;

/** Puts what was read, exported or refused on record; joins the syncs of whatever else is being stored. */
@Injectable()
export class Readings {
  readonly #logger = new Logger('Readings');

  constructor(private readonly engine: Engine) {}

  /** Rejects never: who may read is not kept from it by a store that takes nothing, but the log of the program says so. */
  async record(actor: Actor, fields: Pick<RecordReading, 'kind' | 'act' | 'target' | 'count' | 'asOf'>): Promise<void> {
    const id = readingIdOf(actor.id, this.engine.clock.now());
    const taken = this.#take(RecordReading, actor, { ...fields, id });
    await Promise.race([taken, delay(PATIENCE_MS, undefined, { ref: false })]);
  }

  async refused({ actor, onBehalfOf }: Asking, refusal: RequestRefused['data']): Promise<void> {
    const id = refusalIdOf(actor.personId, this.engine.clock.now());
    await this.#take(RecordRefusal, actor, { refusal, id, onBehalfOf });
  }

  async #take<C extends Command>(type: CommandClass<C>, actor: Actor, fields: Partial<C>): Promise<void> {
    const commandId = newId();
    const issuedAt = this.engine.clock.now();
    const rim = { actor, issuedAt, commandId, commandHash: commandId, correlationId: commandId };
    try {
      await this.engine.execute(Object.assign(new type(), rim, fields));
    } catch (error) {
      this.#logger.error(`not put on record: ${String(error)}`);
    }
  }
}
