import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { mergeMap, type Observable } from 'rxjs';
import { type Actor, Engine } from '#event-sourcing';
import { MeetingVisibility } from './meeting-visibility.js';

/** Votes by name are for those who may read the meeting; whatever else tells of its decision goes out without them. */
@Injectable()
export class VotesInterceptor implements NestInterceptor {
  constructor(private readonly engine: Engine) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { actor } = context.switchToHttp().getRequest<{ actor?: Actor }>();
    if (!actor) return next.handle();
    const sight = new MeetingVisibility(this.engine.lookup, actor);
    return next.handle().pipe(mergeMap((answer) => sight.veiled(answer)));
  }
}
