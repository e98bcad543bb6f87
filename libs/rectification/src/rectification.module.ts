import { type DynamicModule, Module } from '@nestjs/common';
import { EvidenceFiles } from './evidence/evidence-files.js';
import { Uploads } from './evidence/uploads.js';
import { ClosureController } from './http/closure.controller.js';
import { EvidenceController } from './http/evidence.controller.js';
import { HandoversController } from './http/handovers.controller.js';
import { CorrectionsController } from './http/corrections.controller.js';
import { IssuesController } from './http/issues.controller.js';
import { MeetingDecisionsController } from './http/meeting-decisions.controller.js';
import { PlansController } from './http/plans.controller.js';
import { StatisticsController } from './http/statistics.controller.js';
import { RoundsController } from './http/rounds.controller.js';
import { Visibility } from './visibility/visibility.js';
import { TasksController } from './http/tasks.controller.js';

@Module({})
export class RectificationModule {
  static forRoot(evidence: EvidenceFiles, uploads: Uploads): DynamicModule {
    return {
      module: RectificationModule,
      controllers: [
        RoundsController,
        StatisticsController,
        PlansController,
        IssuesController,
        CorrectionsController,
        ClosureController,
        MeetingDecisionsController,
        TasksController,
        EvidenceController,
        HandoversController,
      ],
      providers: [{ provide: EvidenceFiles, useValue: evidence }, { provide: Uploads, useValue: uploads }, Visibility],
    };
  }
}
