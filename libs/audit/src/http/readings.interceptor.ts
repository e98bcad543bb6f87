import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { mergeMap, type Observable } from 'rxjs';
import type { Actor } from '#event-sourcing';
import { ACT, type RoutedAct } from '#event-sourcing-nest';
import { Readings } from './readings.js';

interface ReadRequest {
  readonly actor?: Actor;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

const TARGET_LENGTH = 500;

/** Whoever follows the log page by page is no export, and would otherwise feed on what is recorded of it. */
const SMALL_PAGE = 100;

/** What it was about: the one thing named in the path, else what was asked for. */
const targetOf = ({ params = {}, query = {} }: ReadRequest): string => {
  const [named] = Object.values(params);
  const asked = Object.entries(query).map(([name, value]) => `${name}=${String(value)}`);
  return [...(named === undefined ? [] : [named]), ...asked].join(' ').slice(0, TARGET_LENGTH);
};

const countOf = (answer: unknown): number | undefined => {
  const { items } = (answer ?? {}) as Readonly<Record<string, unknown>>;
  return Array.isArray(items) ? items.length : undefined;
};

const isDailyWork = (act: string, { query = {} }: ReadRequest): boolean =>
  act === 'ReadEvents' && Number(query['limit'] ?? SMALL_PAGE) <= SMALL_PAGE;

const recordedAs = (act: RoutedAct | undefined): false | 'reading' | 'export' =>
  act?.kind === 'query' || act?.kind === 'file' ? act.recorded : false;

/** One event for each request that reads something sensitive or takes it out. */
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
        const asOf = request.query?.['asOf'];
        await this.readings.record(actor, { kind, act, target: targetOf(request), count: countOf(answer), asOf });
        return answer;
      }),
    );
  }
}
