import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, type Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { Observable } from 'rxjs';
import { ACT } from './act.decorator.js';
import type { RoutedAct } from './acts/act.js';
import { BadShape } from './bad-shape.js';

const takesQuery = (controller: Type, method: string): boolean => {
  const told = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as object;
  return Object.keys(told).some((place) => place.startsWith(`${RouteParamtypes.QUERY}:`));
};

const refusalOf = (field: string) => ({
  field,
  message: `没有 ${field}，此处不接受查询参数 / there is no ${field}; no query parameters are taken here`,
});

/**
 * A route with a query class refuses what the class does not know; one without, such as every command, refuses whatever is
 * asked. Passed over, a `dryRun` that belongs elsewhere would be taken for granted, and the command stored. What is open to
 * everybody is left alone: an identity provider sends the browser back with what it likes.
 */
@Injectable()
export class UnknownParametersInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const handler = context.getHandler();
    const act = Reflect.getMetadata(ACT, handler) as RoutedAct | undefined;
    if (!act || act.roles === 'everyone' || takesQuery(context.getClass(), handler.name)) return next.handle();
    const { query = {} } = context.switchToHttp().getRequest<{ readonly query?: object }>();
    const unknown = Object.keys(query);
    if (unknown.length > 0) throw new BadShape(unknown.map(refusalOf));
    return next.handle();
  }
}
