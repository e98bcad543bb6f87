import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Actor } from '#event-sourcing';
import { Readings } from './readings.js';

/** What other parts of the program note on a request. */
interface Marks {
  readonly act?: string;
  readonly problemCode?: string;
  readonly authenticated?: { readonly actor: Actor };
}

interface Kind {
  readonly actor: Actor;
  readonly act: string;
  readonly code: string;
  more: number;
}

export const WINDOW_MS = 60_000;
const KINDS_WATCHED = 10_000;
const FORBIDDEN = 403;

/**
 * Refusals of those who have signed in. The first of a kind is put on record at once, what follows within a minute as one
 * number: a program that asks in a loop cannot fill the log.
 */
@Injectable()
export class Refusals implements OnModuleInit, OnModuleDestroy {
  readonly #kinds = new LRUCache<string, Kind>({ max: KINDS_WATCHED });
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly readings: Readings,
    private readonly host: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onResponse', async (request: FastifyRequest & Marks, reply: FastifyReply) => {
      const { act, problemCode: code, authenticated } = request;
      if (reply.statusCode === FORBIDDEN && act && code && authenticated) this.note(authenticated.actor, act, code);
    });
  }

  note(actor: Actor, act: string, code: string): void {
    const key = `${actor.id} ${act} ${code}`;
    const kind = this.#kinds.get(key);
    if (kind) {
      kind.more += 1;
      return;
    }
    this.#kinds.set(key, { actor, act, code, more: 0 });
    void this.readings.refused(actor, { act, code, times: 1 });
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#close(key);
    }, WINDOW_MS);
    this.#timers.add(timer.unref());
  }

  async onModuleDestroy(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all([...this.#kinds.keys()].map((key) => this.#close(key)));
  }

  async #close(key: string): Promise<void> {
    const kind = this.#kinds.get(key);
    this.#kinds.delete(key);
    if (!kind || kind.more === 0) return;
    const { actor, act, code, more: times } = kind;
    await this.readings.refused(actor, { act, code, times });
  }
}
