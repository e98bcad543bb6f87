import { applyDecorators, Get, HttpCode, Post, SetMetadata } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiExtension,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiProduces,
} from '@nestjs/swagger';
import type { StreamableFile } from '@nestjs/common';
import type { Command, Receipt } from '#event-sourcing';
import { asksProof, type CallAct, type CommandAct, type FileAct, type QueryAct, type RoutedAct } from './acts/act.js';
import { DescribeQuery } from './query-parameters.js';

/** The act that a route is for, as its context declared it. A route without one is refused to everybody. */
export const ACT = 'rectify:act';

type Declared<A> = A & { readonly name: string; readonly context: string };

/** A method that answers so; another answer than the act declares does not compile. */
type Answering<Answer> = <Method extends (...args: never[]) => Answer | Promise<Answer>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void;

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

const onBehalfOf = ApiHeader({
  name: 'X-Rectify-On-Behalf-Of',
  required: false,
  description: 'Id of the person whose delegated work it is.',
});

const proof = ApiHeader({
  name: 'X-Rectify-Proof',
  required: true,
  description:
    '`proof` of `POST /api/v1/me/proof`: that the person themself is there, of this session and five minutes.',
});

/** An operation's act, for whoever reads the description: several operations may have one. */
export const ACT_EXTENSION = 'x-rectify-act';

const extensionsOf = (act: RoutedAct): MethodDecorator[] => [
  ApiExtension(ACT_EXTENSION, act.name),
  ApiExtension('x-rectify-roles', act.roles),
  ApiExtension('x-rectify-scopes', act.scopes),
  ApiExtension('x-rectify-delegable', act.delegable !== false),
  ApiExtension('x-rectify-proof', asksProof(act) ? 'fresh' : 'session'),
];

/** What the description says of every route, from its act. `operationId` is told apart where one act has several routes. */
const described = (act: RoutedAct, operationId: string): MethodDecorator =>
  applyDecorators(
    SetMetadata(ACT, act),
    ApiOperation({ operationId, summary: `${act.zh} · ${act.en}`, description: act.note }),
    ...extensionsOf(act),
    ...(act.roles === 'everyone' ? [] : [ApiBearerAuth()]),
    ...(act.delegable === false ? [] : [onBehalfOf]),
    ...(asksProof(act) ? [proof] : []),
  );

/** POST of a command. `:id` in the path is the thing acted on; a path without it makes a new thing. */
export const Does = <C extends Command, Answer = Receipt>(
  act: Declared<CommandAct<C, Answer>>,
  path: string,
): Answering<Answer> =>
  applyDecorators(
    Post(path),
    HttpCode(creates(path) ? 201 : 200),
    described(act as unknown as RoutedAct, act.name),
    ApiBody({ schema: { $ref: `#/components/schemas/${act.name}` } }),
    ...partsOf(path),
    idempotencyKey,
    ...(creates(path) ? [] : [ifMatch]),
  );

/** GET of a query. */
export const Asks = <Answer>(act: Declared<QueryAct<Answer>>, path = '', operationId = act.name): Answering<Answer> =>
  applyDecorators(Get(path), described(act, operationId), DescribeQuery());

/** GET of a query that is answered with a file, in the format asked for. */
export const AsksFile = <Content>(act: Declared<FileAct<Content>>, path = ''): Answering<StreamableFile> =>
  applyDecorators(Get(path), described(act, act.name), DescribeQuery(), ApiProduces(...act.mediaTypes));

/** Of an operation that may be answered 202: the act that tells what has become of it. */
export const FOLLOWED_BY_EXTENSION = 'x-rectify-followed-by';

/**
 * A route that is neither command nor query of a context; beside the decorators that say what kind of request it is. What
 * it begins and leaves to itself is told as by the act that asks about it later.
 */
export const Calls = <Answer, Begun = never>(
  act: Declared<CallAct<Answer>>,
  followedBy?: Declared<QueryAct<Begun>>,
): Answering<Answer | Begun> =>
  applyDecorators(
    described(act, act.name),
    DescribeQuery(),
    ...(followedBy ? [ApiExtension(FOLLOWED_BY_EXTENSION, followedBy.name)] : []),
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
