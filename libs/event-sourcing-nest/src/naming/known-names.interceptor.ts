import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { mergeMap, type Observable } from 'rxjs';
import type { Scope } from '#contracts';
import { type Actor, Engine, RuleBroken } from '#event-sourcing';
import { type About, inScope, mayAct } from '../acts/act.js';
import type { DeclaredContext } from '../acts/declared-context.js';
import { type Delegated, readerOf } from '../commanded.decorator.js';
import { filtersOf } from '../query-parameters.js';
import { Views } from '../views.js';
import type { Asking, NamedThing } from './named-thing.js';

interface AskingRequest {
  readonly actor?: Actor;
  readonly delegated?: Delegated;
  /** Scopes are those of an API client. */
  readonly authenticated?: { readonly scopes?: readonly Scope[] };
  readonly query?: Readonly<Record<string, unknown>>;
}

interface Filter {
  readonly field: string;
  readonly value: string;
  readonly things: readonly NamedThing[];
}

const isEmpty = (answer: unknown): boolean => {
  const { items } = (answer ?? {}) as { readonly items?: unknown };
  return Array.isArray(items) && items.length === 0;
};

const mayShow = ({ shownBy }: NamedThing, { roles }: Actor, scopes: readonly Scope[] | undefined): boolean =>
  mayAct(shownBy, roles) && (scopes === undefined || inScope(shownBy, scopes));

/**
 * A list that found nothing says so only when its filters name things. What is found proves itself that it is there, and
 * is not asked about; so a thing that came after the moment asked about is known, and the empty list is right.
 */
@Injectable()
export class KnownNamesInterceptor implements NestInterceptor {
  readonly #named: ReadonlyMap<string, NamedThing>;

  constructor(
    private readonly engine: Engine,
    private readonly views: Views,
  ) {
    const declared = engine.contexts.flatMap((context) =>
      Object.entries((context as Partial<DeclaredContext>).named ?? {}),
    );
    this.#named = new Map(declared);
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const naming = Object.entries(filtersOf(context.getHandler()));
    if (naming.length === 0) return next.handle();
    const request = context.switchToHttp().getRequest<AskingRequest>();
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        if (isEmpty(answer)) await this.#expectKnown(naming, request);
        return answer;
      }),
    );
  }

  async #expectKnown(naming: readonly [string, readonly About[]][], request: AskingRequest): Promise<void> {
    if (!request.actor) return;
    const who = readerOf(request.actor, request.delegated);
    const asking = { who, engine: this.engine, views: this.views };
    for (const [field, kinds] of naming) {
      const value = request.query?.[field];
      const things = kinds.map((kind) => this.#thing(kind));
      const mayBeTold = things.every((one) => mayShow(one, who, request.authenticated?.scopes));
      if (typeof value === 'string' && mayBeTold) await this.#expect({ field, value, things }, asking);
    }
  }

  async #expect({ field, value, things }: Filter, asking: Asking): Promise<void> {
    for (const { isKnown } of things) if (await isKnown(value, asking)) return;
    const choices = (await Promise.all(things.map((one) => one.choices?.(asking) ?? []))).flat();
    throw new RuleBroken('query.names-nothing', { field, value, ...(choices.length > 0 ? { choices } : {}) });
  }

  #thing(kind: About): NamedThing {
    const found = this.#named.get(kind);
    if (!found)
      throw new Error(`no context declares what a ${kind} is that filters name; see \`named\` in its index.ts`);
    return found;
  }
}
