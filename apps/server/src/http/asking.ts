import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RuleBroken } from '#event-sourcing';
import { type Asker, type Reader, readerOf } from '#event-sourcing-nest';
import { type Authenticated, type GuardedRequest, unconfirmedRefusal } from '#identity';

export interface AskingOne extends Asker {
  readonly authenticated: Authenticated;
  /** Whose eyes it is for. */
  readonly reader: Reader;
}

/** Who asks what they may do, and for whom. */
export const Asking = createParamDecorator((_: unknown, context: ExecutionContext): AskingOne => {
  const { actor, delegated, authenticated, receivedAt } = context.switchToHttp().getRequest<GuardedRequest>();
  if (!actor || !authenticated) throw new RuleBroken('sign-in.required');
  const { scopes, unconfirmed } = authenticated;
  const refusal = unconfirmedRefusal(unconfirmed);
  const barred = refusal && new RuleBroken(refusal.code, refusal.details);
  const reader = readerOf(actor, delegated);
  return { actor, principal: delegated?.principal, scopes, barred, at: receivedAt!, authenticated, reader };
});
