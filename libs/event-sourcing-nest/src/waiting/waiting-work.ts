import { Injectable } from '@nestjs/common';
import { type Actor, dateOf, Engine, RuleBroken, type View, type ViewReader } from '#event-sourcing';
import type { RoutedAct } from '../acts/act.js';
import { ActRoutes } from '../acts/act-routes.js';
import { AllowedActs, type Asker } from '../acts/allowed-acts.js';
import type { DeclaredContext } from '../acts/declared-context.js';
import { merged } from './merged.js';
import { type Candidate, type FoundWork, orderOf, type Step, type Waiting, type WaitingRoom } from './waiting.js';

/** Where somebody's work is looked for: their own, or that of somebody who delegated it. */
export interface Desk {
  readonly asker: Asker;
  /** Of delegated work, what it is delegated to do. */
  readonly lets?: (act: RoutedAct) => boolean;
}

export interface WaitingQuery {
  readonly kind?: string;
  readonly roundId?: string;
  readonly limit?: number;
  /** From a page's `next`. */
  readonly cursor?: string;
}

/** How many things wait, of each kind; `more` when no further ones were counted. */
export interface Counted {
  readonly total: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly more: boolean;
}

interface Lying extends Candidate {
  readonly desk: Desk;
  readonly rank: string;
}

const USUAL_LIMIT = 50;
const COUNTED = 500;

const whose = ({ asker: { actor, principal } }: Desk): Actor => principal ?? actor;

/** Day, thing, kind of work, and whose it is where it was delegated. */
const RANK = /^\d{4}-\d\d-\d\d \S+ [\w-]+ \S*$/;

const partsOf = (cursor: string): { readonly from: string; readonly behind: string } => {
  const behind = Buffer.from(cursor, 'base64url').toString();
  if (cursor !== '' && !RANK.test(behind)) throw new RuleBroken('query.bad-cursor');
  return { from: behind.split(' ').slice(0, 2).join(' '), behind };
};

const nextOf = (rank: string): string => Buffer.from(rank).toString('base64url');

/** 待办: what waits in all contexts, in one order, each with the acts that are allowed now. */
@Injectable()
export class WaitingWork {
  readonly #rooms: readonly WaitingRoom[];
  readonly #words: ReadonlyMap<string, { readonly zh: string; readonly en: string }>;

  constructor(
    private readonly engine: Engine,
    private readonly allowed: AllowedActs,
    private readonly routes: ActRoutes,
  ) {
    this.#rooms = engine.contexts.flatMap((context) => (context as Partial<DeclaredContext>).waiting ?? []);
    this.#words = new Map(this.#rooms.flatMap(({ kinds }) => Object.entries(kinds)));
  }

  get views(): readonly View[] {
    return this.#rooms.flatMap(({ views }) => views);
  }

  async page<Work extends FoundWork>(
    reader: ViewReader,
    desks: readonly Desk[],
    query: WaitingQuery,
  ): Promise<{ readonly rows: readonly Waiting<Work>[]; readonly next?: string }> {
    const rows: Waiting<Work>[] = [];
    let last = '';
    for await (const lying of this.#lying(reader, desks, query)) {
      if (query.kind !== undefined && lying.work.kind !== query.kind) continue;
      const told = await this.#told<Work>(lying);
      if (!told) continue;
      if (rows.length === (query.limit ?? USUAL_LIMIT)) return { rows, next: nextOf(last) };
      rows.push(told);
      last = lying.rank;
    }
    return { rows };
  }

  /** Each is judged, as on the page: nothing is counted that would be refused. */
  async counted(reader: ViewReader, desks: readonly Desk[], query: Pick<WaitingQuery, 'roundId'>): Promise<Counted> {
    const counts: Record<string, number> = {};
    let total = 0;
    for await (const lying of this.#lying(reader, desks, query)) {
      if (total === COUNTED) return { total, counts, more: true };
      const [offered] = await this.#offered(lying, 'one');
      if (!offered) continue;
      const { kind } = lying.work;
      counts[kind] = (counts[kind] ?? 0) + 1;
      total += 1;
    }
    return { total, counts, more: false };
  }

  async *#lying(reader: ViewReader, desks: readonly Desk[], query: WaitingQuery): AsyncGenerator<Lying> {
    const { from, behind } = partsOf(query.cursor ?? '');
    const sequences = desks.flatMap((desk) => this.#rooms.map((room) => this.#in(room, desk, { reader, query, from })));
    for await (const lying of merged(sequences, ({ rank }) => rank)) if (lying.rank > behind) yield lying;
  }

  async *#in(
    room: WaitingRoom,
    desk: Desk,
    { reader, query: { roundId }, from }: { reader: ViewReader; query: WaitingQuery; from: string },
  ): AsyncGenerator<Lying> {
    const { engine } = this;
    const who = whose(desk);
    const today = dateOf(engine.clock.now());
    for await (const found of room.candidates({ who, today, engine, reader, roundId, from })) {
      const { work } = found;
      yield { ...found, desk, rank: `${orderOf(work)} ${work.kind} ${desk.asker.principal?.personId ?? ''}` };
    }
  }

  async #told<Work extends FoundWork>(lying: Lying): Promise<Waiting<Work> | undefined> {
    const { desk, work } = lying;
    const steps = await this.#offered(lying);
    if (steps.length === 0) return undefined;
    const { principal } = desk.asker;
    return {
      ...(work as Work),
      ...this.#words.get(work.kind)!,
      overdue: work.due !== null && work.due < dateOf(this.engine.clock.now()),
      acts: steps.map(({ act, thing, given }) => {
        const { name, zh, en } = act;
        return { act: name, zh, en, ...this.routes.to(act, thing), ...(given ? { given } : {}) };
      }),
      ...(principal ? { onBehalfOf: { id: principal.personId, name: principal.name } } : {}),
    };
  }

  async #offered({ steps, desk }: Lying, howMany: 'all' | 'one' = 'all'): Promise<Step[]> {
    const offered: Step[] = [];
    for (const step of steps) {
      if (desk.lets && !desk.lets(step.act)) continue;
      if (await this.allowed.may(step, desk.asker)) offered.push(step);
      if (howMany === 'one' && offered.length > 0) break;
    }
    return offered;
  }
}
