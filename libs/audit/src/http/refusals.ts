import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, Engine } from '#event-sourcing';
import { actsOf, asksProof, type DeclaredActs, type DeclaredContext, isRouted } from '#event-sourcing-nest';
import type { RequestRefused } from '../domain/refusal/events.js';
import { Gathering } from './gathering.js';
import { type Asking, Readings } from './readings.js';

/** What other parts of the program note on a request. */
interface Marks {
  readonly act?: string;
  readonly problemCode?: string;
  readonly authenticated?: { readonly actor: Actor };
  readonly delegated?: { readonly principal: Actor };
}

export type Refusal = Omit<RequestRefused['data'], 'times'>;

interface Kind {
  readonly asking: Asking;
  readonly refusal: Refusal;
}

/** The number of those that followed is told after a minute, and again when the hour is over. */
export const FIRST_TOLD_MS = 60_000;
/** Of one person at a time; what is beyond is gathered whatever it is about. */
export const MOST_TARGETS = 200;

const FORBIDDEN = 403;
const BY_RULE: readonly number[] = [409, 422];
/** Their commands lead to a closure. */
const CLOSING: readonly string[] = ['rectification', 'decision'];
/** By it somebody would have another decide for them. */
const DELEGATING = 'DelegateWork';
/** How a request is sent is no rule of the business. */
const OF_FORM = /^(request|version)\./;
/** Whatever else stands in a path may be anything, also what nobody should keep. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const keyOf = ({ actor: { personId }, onBehalfOf }: Asking, { act, code, target }: Refusal): string =>
  [personId, onBehalfOf, act, code, target].join(' ');

/** Of what is named in the path, the thing and its part. */
const namedIn = (params: unknown): Pick<Refusal, 'target' | 'part'> => {
  const [target, part] = Object.values((params ?? {}) as Readonly<Record<string, string>>).filter((id) => ID.test(id));
  return { target, part };
};

/**
 * Refusals of those who have signed in, for want of rights and, of what leads to a closure, by a rule. The first of a kind
 * is put on record at once, what follows within the hour as a number: a program that asks in a loop cannot fill the log.
 */
@Injectable()
export class Refusals implements OnModuleInit, OnApplicationShutdown {
  readonly #gathering: Gathering<Kind>;
  readonly #acts: DeclaredActs;

  constructor(
    private readonly readings: Readings,
    private readonly host: HttpAdapterHost,
    { contexts }: Engine,
  ) {
    this.#acts = actsOf(contexts as readonly DeclaredContext[]);
    this.#gathering = new Gathering<Kind>({
      tell: ({ asking, refusal }, times) => this.readings.refused(asking, { ...refusal, times }),
      most: MOST_TARGETS,
      firstToldMs: FIRST_TOLD_MS,
    });
  }

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onResponse', async (request: FastifyRequest & Marks, reply: FastifyReply) => {
      const { act, problemCode: code, authenticated, delegated, params } = request;
      if (!act || !code || !authenticated || !this.isKept({ act, code }, reply.statusCode)) return;
      const asking = { actor: authenticated.actor, onBehalfOf: delegated?.principal.personId };
      this.note(asking, { act, code, ...namedIn(params) });
    });
  }

  /** Whether an answer is one to be put on record. */
  isKept({ act, code }: Refusal, status: number): boolean {
    return status === FORBIDDEN || (BY_RULE.includes(status) && !OF_FORM.test(code) && this.#leadsToClosure(act));
  }

  note(asking: Asking, refusal: Refusal): void {
    const { act, code, target } = refusal;
    const told = (one: Refusal) => ({ key: keyOf(asking, one), thing: { asking, refusal: one } });
    const coarse = target === undefined ? {} : { coarse: told({ act, code }) };
    void this.#gathering.note({ ...told(refusal), of: asking.actor.personId, ...coarse });
  }

  onApplicationShutdown(): Promise<void> {
    return this.#gathering.stop();
  }

  /** Those of no context take many commands in one request. */
  #leadsToClosure(name: string): boolean {
    const act = this.#acts.get(name);
    if (!act) return true;
    if (!isRouted(act) || act.kind === 'query' || act.kind === 'file') return false;
    return asksProof(act) || CLOSING.includes(act.context) || name === DELEGATING;
  }
}
