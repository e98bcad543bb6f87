import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Actor, type Command, type CommandClass, Engine } from '#event-sourcing';
import { newId } from '#event-sourcing-nest';
import { RecordReading } from '../domain/reading/commands.js';
import { readingIdOf } from '../domain/reading/reading.js';
import { RecordRefusal } from '../domain/refusal/commands.js';
import { refusalIdOf } from '../domain/refusal/refusal.js';
import type { RequestRefused } from '../domain/refusal/events.js';
import { Gathering } from './gathering.js';

/** Who asked, and whose work it was. */
export interface Asking {
  readonly actor: Actor;
  /** The person. */
  readonly onBehalfOf?: string;
}

/** Longest that an answer waits for its record. */
const PATIENCE_MS = 500;

/**
 * Lists under so many kinds of filters one person is told of at a time; beyond that they are gathered whatever the filters
 * are. What is named by its id is told always: there are only as many as exist.
 */
export const MOST_FILTERS = 200;
export const MANY_FILTERS = '…';

export interface Looked extends Pick<RecordReading, 'kind' | 'act' | 'count' | 'asOf'> {
  /** Named in the path. */
  readonly named?: string;
  /** The query, as it was asked. */
  readonly filters?: string;
}

type Told = Asking & { readonly looked: Pick<RecordReading, 'kind' | 'act' | 'target' | 'count' | 'asOf'> };

const toldAs = (asking: Asking, { kind, act, count, asOf }: Looked, target: string) => ({
  key: [asking.actor.personId, asking.onBehalfOf, kind, act, target, asOf].join(' '),
  thing: { ...asking, looked: { kind, act, target, count, asOf } },
});

const joined = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(' ');

const mostOf = (one: Told, { looked: { count } }: Told): Told =>
  count === undefined ? one : { ...one, looked: { ...one.looked, count: Math.max(count, one.looked.count ?? 0) } };

/** Puts what was read, exported or refused on record; joins the syncs of whatever else is being stored. */
@Injectable()
export class Readings implements OnApplicationShutdown {
  readonly #logger = new Logger('Readings');
  readonly #gathering: Gathering<Told>;

  constructor(private readonly engine: Engine) {
    this.#gathering = new Gathering<Told>({
      tell: (told, times) => this.#tell(told, times),
      most: MOST_FILTERS,
      merge: mostOf,
    });
  }

  /** Rejects never: who may read is not kept from it by a store that takes nothing, but the log of the program says so. */
  async record(asking: Asking, looked: Looked): Promise<void> {
    const { named, filters } = looked;
    const { asOf: _, ...whenever } = looked;
    const coarse = filters ? { coarse: toldAs(asking, whenever, joined(named, MANY_FILTERS)) } : {};
    const exact = toldAs(asking, looked, joined(named, filters));
    const told = this.#gathering.note({ ...exact, of: asking.actor.personId, ...coarse });
    await Promise.race([told, delay(PATIENCE_MS, undefined, { ref: false })]);
  }

  /** Nobody asks any more, and the store is open still. */
  onApplicationShutdown(): Promise<void> {
    return this.#gathering.stop();
  }

  #tell({ actor, onBehalfOf, looked }: Told, times: number): Promise<void> {
    const id = readingIdOf(actor.id, this.engine.clock.now());
    const more = times > 1 ? { times } : {};
    return this.#take(RecordReading, actor, { ...looked, ...more, id, onBehalfOf });
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
