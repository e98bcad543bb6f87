import { applyDecorators, Get, HttpCode, Post, SetMetadata, type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { Command } from '#event-sourcing';
import { DescribeQuery } from './query-parameters.js';

/** The command's or query's name of a route: what the rights table is asked about. */
export const ACT = 'rectify:act';
/** The class that a command route's body becomes. */
export const COMMAND = 'rectify:command';

export const Act = (name: string): MethodDecorator => SetMetadata(ACT, name);

const creates = (path: string): boolean => !/(^|\/):id(\/|$)/.test(path);

/** A command takes its whole request, so that nothing else tells the description of what stands in the path. */
const partsOf = (path: string): MethodDecorator[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ApiParam({ name: name!, schema: { type: 'string' } }));

const ifMatch = ApiHeader({
  name: 'If-Match',
  required: true,
  description: 'ETag of the thing as the client saw it: "<version>"; * accepts any version.',
});

const idempotencyKey = ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  description:
    'Repeating a request under the same key answers with the first receipt; another body under it is refused (422).',
});

/** POST of a command. `:id` in the path is the thing acted on; a path without it makes a new thing. */
export const Does = (command: Type<Command>, path: string): MethodDecorator =>
  applyDecorators(
    Post(path),
    HttpCode(creates(path) ? 201 : 200),
    Act(command.name),
    SetMetadata(COMMAND, command),
    ApiOperation({ operationId: command.name, summary: command.name }),
    ApiBody({ schema: { $ref: `#/components/schemas/${command.name}` } }),
    ApiBearerAuth(),
    ...partsOf(path),
    idempotencyKey,
    ...(creates(path) ? [] : [ifMatch]),
  );

/** The body comes as the stream of bytes that it is. No other route is given one: it is no value, and cannot be copied. */
export const TakesFile = (): MethodDecorator =>
  applyDecorators(
    RouteConfig({ takesFile: true }),
    ApiConsumes('application/octet-stream'),
    ApiBody({ schema: { type: 'string', format: 'binary' } }),
  );

/** What the rim is told of a route. */
export interface RouteFacts {
  readonly takesFile?: boolean;
}

/** GET of a query, by the name that the rights table knows. */
export const Asks = (query: string, path = ''): MethodDecorator =>
  applyDecorators(
    Get(path),
    Act(query),
    ApiOperation({ operationId: query, summary: query }),
    ApiBearerAuth(),
    DescribeQuery(),
  );
