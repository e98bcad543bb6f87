import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext, type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import {
  type Actor,
  type Authority,
  canonical,
  type Command,
  type IdentityProof,
  type Instant,
  type RenewedRight,
  RuleBroken,
  systemClock,
  uuidOfDigest,
} from '#event-sourcing';
import { ACT } from './act.decorator.js';
import { type Act, commandOf } from './acts/act.js';
import { BadShape, fieldErrors } from './bad-shape.js';
import { newId } from './new-id.js';

interface CommandRequest {
  readonly actor?: Actor;
  /** By whose delegation the actor acts, when it is somebody else's work. */
  readonly delegated?: Delegated;
  /** By the engine's clock. */
  readonly receivedAt?: Instant;
  readonly authority?: Authority;
  /** As it was looked at, where the act asks for one. */
  readonly proof?: IdentityProof;
  readonly reauthorize?: () => Promise<void>;
  readonly id: string;
  readonly body: unknown;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Somebody's work that another does for them: who that is, and what must still hold when it is stored. */
export interface Delegated {
  readonly principal: Actor;
  /** What of their work. */
  readonly acts: readonly string[];
  readonly authority: Authority;
}

/** Whoever asks sees by themself; of somebody else's work, what these acts of it can be about is seen as well. */
export interface Reader extends Actor {
  readonly entrusted?: Pick<Delegated, 'principal' | 'acts'> | undefined;
}

export const readerOf = (actor: Actor, delegated: Reader['entrusted']): Reader => {
  if (!delegated) return actor;
  const { principal, acts } = delegated;
  return { ...actor, entrusted: { principal, acts } };
};

const one = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const uuidOf = (text: string): string => uuidOfDigest(sha256(text));

const commandIdOf = (actor: Actor, key: string | undefined): string => {
  if (key === undefined) return newId();
  if (key.length < 1 || key.length > 200) throw new RuleBroken('request.bad-idempotency-key', { length: key.length });
  return uuidOf(`${actor.id}\n${key}`);
};

const versionOf = (header: string | undefined): number | undefined => {
  if (header === undefined) throw new RuleBroken('request.if-match-required');
  if (header.trim() === '*') return undefined;
  const version = /^(?:W\/)?"(0|[1-9]\d{0,14})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw new RuleBroken('request.bad-if-match', { found: header.slice(0, 80) });
  return Number(version);
};

/** Whatever else is an object, such as a stream, holds what must never be copied. */
const isPlainObject = (body: unknown): body is object =>
  typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype;

const shaped = (type: Type<Command>, body: unknown, params: Readonly<Record<string, string>>): Command => {
  if (!isPlainObject(body)) {
    throw new BadShape([{ field: '', message: '请求正文须为 JSON 对象 / the body must be a JSON object' }]);
  }
  const { id: _, ...others } = params;
  const command = plainToInstance(type, { ...body, ...others }, { exposeDefaultValues: true });
  const errors = validateSync(command, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false });
  if (errors.length > 0) throw new BadShape(fieldErrors(errors));
  return command;
};

/** The digest stands in every event: what must stay secret and could be found by trying is no part of it. */
const hashed = ({ unhashed = [] }: Type<Command> & { readonly unhashed?: readonly string[] }, body: object): object =>
  Object.fromEntries(Object.entries(body).filter(([field]) => !unhashed.includes(field)));

/** A repetition for somebody else is another request. */
const principalIn = ({ delegated }: CommandRequest): readonly string[] =>
  delegated ? [delegated.principal.personId] : [];

type Asking = Type<Command> & { readonly underAuthority?: boolean };

/**
 * A class that is `underAuthority` is taken only while the actor's right is as it was looked at; whatever is done for
 * somebody else, while that one's delegation is.
 */
const rightTo = ({ underAuthority }: Asking, request: CommandRequest): RenewedRight => {
  const { delegated } = request;
  const own = underAuthority && request.authority ? [request.authority] : [];
  if (!delegated) return own.length > 0 ? { authority: own } : {};
  const { principal, authority } = delegated;
  return { onBehalfOf: principal.personId, principal, authority: [...own, authority] };
};

const underRight = (type: Asking, request: CommandRequest): Partial<Command> => {
  const { reauthorize } = request;
  const right = rightTo(type, request);
  if (!right.authority || !reauthorize) return right;
  const renewAuthority = async (): Promise<RenewedRight> => {
    await reauthorize();
    return { actor: request.actor!, ...rightTo(type, request) };
  };
  return { ...right, renewAuthority };
};

/**
 * The request as its command. The body is checked by the class's validators first; who, when and which thing are filled
 * in afterwards, so that no client can claim them.
 */
export const commandFrom = (type: Type<Command>, request: CommandRequest): Command => {
  const { actor, params, headers } = request;
  if (!actor) throw new RuleBroken('sign-in.required');
  const command = shaped(type, request.body ?? {}, params);
  const key = one(headers['idempotency-key']);
  const commandHash = sha256(canonical([type.name, params, hashed(type, request.body ?? {}), ...principalIn(request)]));
  const commandId = commandIdOf(actor, key);
  const makes = params['id'] === undefined;
  return Object.assign(command, underRight(type, request), {
    id: params['id'] ?? (key === undefined ? newId() : uuidOf(`${type.name}\n${commandId}`)),
    actor,
    proof: request.proof,
    issuedAt: request.receivedAt ?? systemClock.now(),
    commandId,
    commandHash,
    correlationId: request.id,
    expectedVersion: makes ? undefined : versionOf(one(headers['if-match'])),
  });
};

/** Parameter decorator for a `@Does` route. */
export const Commanded = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const type = commandOf(Reflect.getMetadata(ACT, context.getHandler()) as Act);
  return commandFrom(type!, context.switchToHttp().getRequest<CommandRequest>());
});

/** Whoever is signed in: what they are answered is for their eyes, also when they do somebody else's work. */
export const SignedIn = createParamDecorator((_: unknown, context: ExecutionContext): Reader => {
  const { actor, delegated } = context.switchToHttp().getRequest<CommandRequest>();
  if (!actor) throw new RuleBroken('sign-in.required');
  return readerOf(actor, delegated);
});
