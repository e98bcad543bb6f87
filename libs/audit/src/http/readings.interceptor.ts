import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { mergeMap, type Observable } from 'rxjs';
import type { Actor } from '#event-sourcing';
import { ACT, type RoutedAct } from '#event-sourcing-nest';
import { type Looked, Readings } from './readings.js';

interface ReadRequest {
  readonly actor?: Actor;
  readonly delegated?: { readonly principal: Actor };
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

const FILTERS_LENGTH = 500;

/** Whoever follows the log page by page is no export. */
const SMALL_PAGE = 100;

/** It says how fresh an answer must be and nothing of what is read; with it, no two requests would be alike. */
const BARRIER = 'after';

/** What it was about: the one thing named in the path, and what was asked for. */
const askedIn = ({ params = {}, query = {} }: ReadRequest): Pick<Looked, 'named' | 'filters'> => {
  const named = Object.entries(query).filter(([name]) => name !== BARRIER);
  const asked = named.map(([name, value]) => `${name}=${String(value)}`);
  return { named: Object.values(params)[0], filters: asked.join(' ').slice(0, FILTERS_LENGTH) };
};

const itemsOf = (answer: unknown): readonly unknown[] | undefined => {
  const { items } = (answer ?? {}) as Readonly<Record<string, unknown>>;
  return Array.isArray(items) ? items : undefined;
};

/** They show what was read, so that reading on to the end never ends. */
const OF_THE_LOG: readonly string[] = ['ReadEvents', 'ReadTrail'];
const READINGS: readonly unknown[] = ['SensitiveRead', 'MaterialExported'];

interface Logged {
  readonly type?: string;
  readonly event?: string;
  readonly data?: { readonly act?: string };
}

const isOfTheLog = (item: unknown): boolean => {
  const { type, event = type, data } = item as Logged;
  return READINGS.includes(event) && OF_THE_LOG.includes(data?.act ?? '');
};

/**
 * A page with nothing but records of the log being read, whoever read it: two who follow it would otherwise go on for each
 * other. Records of other readings are no echo. An empty answer to a question about somebody tells something.
 */
const isEcho = (act: string, items: readonly unknown[] | undefined): boolean => {
  if (!items || !OF_THE_LOG.includes(act)) return false;
  return items.length === 0 ? act === 'ReadEvents' : items.every(isOfTheLog);
};

const isDailyWork = (act: string, { query = {} }: ReadRequest): boolean =>
  act === 'ReadEvents' && Number(query['limit'] ?? SMALL_PAGE) <= SMALL_PAGE;

const recordedAs = (act: RoutedAct | undefined): false | 'reading' | 'export' =>
  act?.kind === 'query' || act?.kind === 'file' ? act.recorded : false;

/** On record: each request that reads something sensitive or takes it out. */
@Injectable()
export class ReadingsInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly readings: Readings,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const declared = this.reflector.get<RoutedAct | undefined>(ACT, context.getHandler());
    const kind = recordedAs(declared);
    const act = declared?.name ?? '';
    const request = context.switchToHttp().getRequest<ReadRequest>();
    const { actor } = request;
    if (!kind || !actor || isDailyWork(act, request)) return next.handle();
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        const items = itemsOf(answer);
        if (isEcho(act, items)) return answer;
        const asking = { actor, onBehalfOf: request.delegated?.principal.personId };
        const asOf = request.query?.['asOf'];
        await this.readings.record(asking, { kind, act, ...askedIn(request), count: items?.length, asOf });
        return answer;
      }),
    );
  }
}
