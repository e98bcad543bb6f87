import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type Actor, Engine, RuleBroken } from '#event-sourcing';
import { mayReadMeeting } from './access.js';

interface AboutMeeting {
  readonly actor: Actor;
  readonly params: { readonly id?: string };
}

/** Whoever may not read a meeting is told that there is none, whatever they ask of it. */
@Injectable()
export class MeetingGuard implements CanActivate {
  constructor(private readonly engine: Engine) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { actor, params } = context.switchToHttp().getRequest<AboutMeeting>();
    const { id } = params;
    if (id === undefined || (await mayReadMeeting(this.engine.lookup, id, actor))) return true;
    throw new RuleBroken('meeting.unknown', { id });
  }
}
