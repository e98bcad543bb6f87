import { type DynamicModule, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { BodiesController, RuleSetsController } from './http/bodies.controller.js';
import { MeetingReadingController } from './http/meeting-reading.controller.js';
import { MeetingsController } from './http/meetings.controller.js';
import { CHANGES_SINCE, type ChangesSince, MeetingPapers } from './http/meeting-papers.js';
import { VotesInterceptor } from './http/votes.interceptor.js';

@Module({})
export class DecisionModule {
  static forRoot(changes: ChangesSince): DynamicModule {
    return {
      module: DecisionModule,
      controllers: [BodiesController, RuleSetsController, MeetingReadingController, MeetingsController],
      providers: [
        { provide: CHANGES_SINCE, useValue: changes },
        MeetingPapers,
        { provide: APP_INTERCEPTOR, useClass: VotesInterceptor },
      ],
    };
  }
}
