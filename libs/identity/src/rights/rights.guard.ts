import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { RuleBroken } from '#event-sourcing';
import { ACT } from '#event-sourcing-nest';
import type { Authenticated } from '../sign-in/authenticated.js';
import { Authentication, type GuardedRequest } from './authentication.js';
import { mayAct, type RightsTable } from './rights-table.js';
import { covers, type ScopesTable } from './scopes-table.js';

export const RIGHTS = Symbol('rights table');
export const SCOPES_TABLE = Symbol('scopes table');
const OPEN = 'rectify:open';

/** For routes that tell nothing of the business, such as health. */
export const Open = (): MethodDecorator => SetMetadata(OPEN, true);

/** What somebody with a one-time password may do. */
const BEFORE_PASSWORD_CHANGE: ReadonlySet<string> = new Set(['ChangeOwnPassword', 'ReadMe', 'CloseSession']);

/** Before every route: who is it, and does the rights table allow it? A route without a row is refused. */
@Injectable()
export class RightsGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authentication: Authentication,
    @Inject(RIGHTS) private readonly rights: RightsTable,
    @Inject(SCOPES_TABLE) private readonly scopes: ScopesTable,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(OPEN, route)) return true;
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const act = this.reflector.getAllAndOverride<string>(ACT, route) ?? '';
    request.act = act;
    const right = Object.hasOwn(this.rights, act) ? this.rights[act] : undefined;
    if (!right) throw new RuleBroken('rights.no-row', { act });
    if (right.roles === 'everyone') await this.authentication.mayTry(request);
    else await this.#enter(request, act);
    return true;
  }

  async #enter(request: GuardedRequest, act: string): Promise<void> {
    request.reauthorize = async () => this.#allow(request, act, await this.authentication.whoSends(request));
    await this.#allow(request, act, await this.authentication.enter(request));
  }

  async #allow(request: GuardedRequest, act: string, who: Authenticated): Promise<void> {
    // Told before anything is allowed, so that the log knows who was refused.
    request.actor = who.actor;
    request.authenticated = who;
    request.delegated = await this.authentication.forWhom(request, who);
    this.#mustBeAllowed(who, act, request.delegated?.principal.roles);
    request.authority = who.authority;
    request.receivedAt = who.at;
  }

  #mustBeAllowed({ actor: { roles }, scopes, mustChangePassword }: Authenticated, act: string, of = roles): void {
    if (mustChangePassword && !BEFORE_PASSWORD_CHANGE.has(act)) throw new RuleBroken('password.must-change');
    if (scopes && !covers(this.scopes, scopes, act)) throw new RuleBroken('rights.out-of-scope', { act, scopes });
    const { roles: needed } = this.rights[act]!;
    if (!mayAct(this.rights[act]!, of)) throw new RuleBroken('rights.denied', { act, roles: of, needed });
  }
}
