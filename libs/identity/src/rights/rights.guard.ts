import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Actor, type Instant, RuleBroken } from '#event-sourcing';
import { ACT } from '#event-sourcing-nest';
import { type Authenticated, SignInService } from '../sign-in/sign-in-service.js';
import { mayAct, type Right, type RightsTable } from './rights-table.js';

export const RIGHTS = Symbol('rights table');
const OPEN = 'rectify:open';

/** For routes that tell nothing of the business, such as health. */
export const Open = (): MethodDecorator => SetMetadata(OPEN, true);

/** What somebody with a one-time password may do. */
const BEFORE_PASSWORD_CHANGE: ReadonlySet<string> = new Set(['ChangeOwnPassword', 'ReadMe', 'CloseSession']);
const CLIENT_LENGTH = 200;

export interface GuardedRequest {
  /** What the route does, by its name in the rights table; told before anything is allowed. */
  act?: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  actor?: Actor;
  authenticated?: Authenticated;
  receivedAt?: Instant;
}

/** The program that the client says it is; control characters and the rest of a long name are cut. */
export const clientOf = ({ headers }: GuardedRequest): string => {
  const named = headers['x-rectify-client'] ?? headers['user-agent'] ?? 'unknown';
  return String(named)
    .replaceAll(/\p{Cc}/gu, '')
    .slice(0, CLIENT_LENGTH);
};

/** Before every route: who is it, and does the rights table allow it? A route without a row is refused. */
@Injectable()
export class RightsGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly signIn: SignInService,
    @Inject(RIGHTS) private readonly rights: RightsTable,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(OPEN, route)) return true;
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const act = this.reflector.getAllAndOverride<string>(ACT, route) ?? '';
    request.act = act;
    const right = Object.hasOwn(this.rights, act) ? this.rights[act] : undefined;
    if (!right) throw new RuleBroken('rights.no-row', { act });
    if (right.roles === 'everyone') return true;
    const who = await this.#authenticated(request);
    mustBeAllowed(who, act, right);
    request.actor = who.actor;
    request.authenticated = who;
    request.receivedAt = who.at;
    return true;
  }

  async #authenticated(request: GuardedRequest): Promise<Authenticated> {
    const token = /^Bearer +([\w.~+/=-]{1,4096})$/i.exec(String(request.headers.authorization ?? ''))?.[1];
    if (token === undefined) throw new RuleBroken('sign-in.required');
    return this.signIn.authenticate(token, clientOf(request));
  }
}

const mustBeAllowed = ({ actor: { roles }, mustChangePassword }: Authenticated, act: string, right: Right): void => {
  if (mustChangePassword && !BEFORE_PASSWORD_CHANGE.has(act)) throw new RuleBroken('password.must-change');
  if (!mayAct(right, roles)) throw new RuleBroken('rights.denied', { act, roles, needed: right.roles });
};
