import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type IdentityProof, RuleBroken } from '#event-sourcing';
import { ACT, asksProof, inScope, isRouted, mayAct, type RoutedAct } from '#event-sourcing-nest';
import type { Authenticated } from '../sign-in/authenticated.js';
import { unconfirmedRefusal } from '../domain/account/confirmation.js';
import { IdentityProofs } from '../sign-in/identity-proofs.js';
import { Authentication, type GuardedRequest } from './authentication.js';

const OPEN = 'rectify:open';

/** For routes that tell nothing of the business, such as health. */
export const Open = (): MethodDecorator => SetMetadata(OPEN, true);

/** What somebody with a one-time password may do. */
const BEFORE_PASSWORD_CHANGE: ReadonlySet<string> = new Set(['ChangeOwnPassword', 'ReadMe', 'CloseSession']);

/** Before every route: who is it, and does the act that it is for allow it? A route for no act is refused. */
@Injectable()
export class RightsGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authentication: Authentication,
    private readonly proofs: IdentityProofs,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(OPEN, route)) return true;
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const act = this.reflector.getAllAndOverride<RoutedAct | undefined>(ACT, route);
    if (!act || !isRouted(act)) throw new RuleBroken('rights.not-declared', { route: context.getHandler().name });
    request.act = act.name;
    if (act.roles === 'everyone') await this.authentication.mayTry(request);
    else await this.#enter(request, act);
    return true;
  }

  async #enter(request: GuardedRequest, act: RoutedAct): Promise<void> {
    request.reauthorize = async () => this.#allow(request, act, await this.authentication.whoSends(request));
    await this.#allow(request, act, await this.authentication.enter(request));
  }

  #proof(request: GuardedRequest, act: RoutedAct, who: Authenticated): Promise<IdentityProof> {
    expectConfirmed(act, who);
    return this.proofs.expect(request, who, act.name);
  }

  async #allow(request: GuardedRequest, act: RoutedAct, who: Authenticated): Promise<void> {
    // Told before anything is allowed, so that the log knows who was refused.
    request.actor = who.actor;
    request.authenticated = who;
    request.delegated = await this.authentication.forWhom(request, who, act);
    expectAllowed(act, who, request.delegated?.principal.roles);
    if (asksProof(act)) request.proof = await this.#proof(request, act, who);
    request.authority = who.authority;
    request.receivedAt = who.at;
  }
}

/** Its decision looks at what the confirmer came with itself: somebody has to be the first. */
const CONFIRMS: ReadonlySet<string> = new Set(['ConfirmReset', 'ConfirmResets']);

const expectConfirmed = ({ name }: RoutedAct, { unconfirmed }: Authenticated): void => {
  const refusal = CONFIRMS.has(name) ? undefined : unconfirmedRefusal(unconfirmed);
  if (refusal) throw new RuleBroken(refusal.code, { act: name, ...refusal.details });
};

const expectAllowed = (act: RoutedAct, who: Authenticated, roles = who.actor.roles): void => {
  const { scopes, mustChangePassword } = who;
  const { name, roles: needed } = act;
  if (mustChangePassword && !BEFORE_PASSWORD_CHANGE.has(name)) throw new RuleBroken('password.must-change');
  if (scopes && !inScope(act, scopes)) throw new RuleBroken('rights.out-of-scope', { act: name, scopes });
  if (!mayAct(act, roles)) throw new RuleBroken('rights.denied', { act: name, roles, needed });
};
