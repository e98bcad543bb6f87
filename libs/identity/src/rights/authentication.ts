import { Injectable } from '@nestjs/common';
import { type Actor, type Authority, type IdentityProof, type Instant, RuleBroken } from '#event-sourcing';
import type { Delegated, RoutedAct } from '#event-sourcing-nest';
import type { Authenticated } from '../sign-in/authenticated.js';
import { ClientKeys, looksLikeKey } from '../sign-in/client-keys.js';
import { Delegations } from './delegations.js';
import { SignInService } from '../sign-in/sign-in-service.js';
import { Throttle } from './throttle.js';

/** Names the person whose work it is. */
const ON_BEHALF_OF = 'x-rectify-on-behalf-of';
const CLIENT_LENGTH = 200;
/** Letters, digits, - _ and dots: neither our tokens nor our keys have other signs. */
const BEARER = /^Bearer +([\w.-]{1,4096})$/i;

export interface GuardedRequest {
  /** The name of the act that the route is for; told before anything is allowed. */
  act?: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As the server sees it, or a proxy that it trusts. */
  readonly ip: string;
  readonly raw?: { readonly rawHeaders?: readonly string[] };
  actor?: Actor;
  /** Whose work it is, when somebody does it for another. */
  delegated?: Delegated;
  authenticated?: Authenticated;
  receivedAt?: Instant;
  authority?: Authority;
  /** Where the act asks for one. */
  proof?: IdentityProof;
  /** Looks anew who sends the request and whether they may; refuses when they no longer may. */
  reauthorize?: () => Promise<void>;
}

/** The program that the client says it is; control characters and the rest of a long name are cut. */
export const clientOf = ({ headers }: GuardedRequest): string => {
  const named = headers['x-rectify-client'] ?? headers['user-agent'] ?? 'unknown';
  return String(named)
    .replaceAll(/\p{Cc}/gu, '')
    .slice(0, CLIENT_LENGTH);
};

/** Node keeps the first of several and drops the rest; a program in front may have looked at another one. */
const isAmbiguous = ({ raw }: GuardedRequest): boolean => {
  const names = (raw?.rawHeaders ?? []).filter((_, i) => i % 2 === 0);
  return names.filter((name) => name.toLowerCase() === 'authorization').length > 1;
};

/** Who sends a request: somebody signed in, or an API client. */
@Injectable()
export class Authentication {
  constructor(
    private readonly signIn: SignInService,
    private readonly clientKeys: ClientKeys,
    private readonly throttle: Throttle,
    private readonly delegations: Delegations,
  ) {}

  /** Somebody who has yet to prove who they are may try so often only. */
  mayTry({ ip }: GuardedRequest): Promise<void> {
    return this.throttle.signIn(ip);
  }

  /** As `whoSends`, counted: so often by the same sender, known or not, and no more. */
  async enter(request: GuardedRequest): Promise<Authenticated> {
    const who = await this.whoSends(request).catch(async (error: unknown) => {
      await this.throttle.refused(request.ip);
      throw error;
    });
    await this.throttle.actor(who.key ?? who.actor.id);
    return who;
  }

  async whoSends(request: GuardedRequest): Promise<Authenticated> {
    const { authorization } = request.headers;
    if (authorization === undefined) throw new RuleBroken('sign-in.required');
    if (isAmbiguous(request)) throw new RuleBroken('sign-in.ambiguous');
    const token = BEARER.exec(String(authorization))?.[1];
    if (token === undefined) throw new RuleBroken('sign-in.required');
    const program = clientOf(request);
    return looksLikeKey(token)
      ? this.clientKeys.authenticate(token, program)
      : this.signIn.sessions.authenticate(token, program);
  }

  /** Undefined when somebody acts for themselves; throws when nobody has delegated it. */
  async forWhom({ headers }: GuardedRequest, who: Authenticated, act: RoutedAct): Promise<Delegated | undefined> {
    const onBehalfOf = headers[ON_BEHALF_OF];
    if (onBehalfOf === undefined) return undefined;
    return this.delegations.delegated(who, { act, onBehalfOf: String(onBehalfOf) });
  }
}
