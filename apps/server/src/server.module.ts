import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { AuditModule } from '#audit';
import { DecisionModule } from '#decision';
import { DisclosureModule } from '#disclosure';
import type { ClockGuard, Engine } from '#event-sourcing';
import {
  ACTS,
  ActRoutes,
  AllowedActs,
  EtagInterceptor,
  EventSourcingModule,
  KnownNamesInterceptor,
  UnknownParametersInterceptor,
  PROBLEMS,
  WaitingWork,
} from '#event-sourcing-nest';
import type { HistoryGuard } from '#integrity';
import { changesSince, type EvidenceFiles, RectificationModule, type Uploads, Visibility } from '#rectification';
import type { Config } from './config.js';
import { BulkCommands } from './bulk/bulk-commands.js';
import { BulkController } from './bulk/bulk.controller.js';
import { declared, problems } from '../../composition/src/declared.js';
import { acts } from './declared.js';
import { eventCatalogue } from './event-catalogue.js';
import { EVENT_TYPES, EventTypesController } from './http/event-types.controller.js';
import { EventsController } from './http/events.controller.js';
import { HealthController, type Standing, STANDING } from './http/health.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ActionsController } from './http/actions.controller.js';
import { InboxController } from './http/inbox.controller.js';
import { RightsController } from './http/rights.controller.js';
import { ProblemsController } from './http/problems.controller.js';
import { METRICS_TOKEN, MetricsController } from './observing/metrics.controller.js';
import { Metrics } from './observing/metrics.js';
import type { Observing } from './observing/observing.js';

export interface Served {
  readonly engine: Engine;
  readonly config: Config;
  readonly leads: () => boolean;
  readonly clockGuard?: ClockGuard;
  readonly guard?: HistoryGuard;
  readonly evidence: EvidenceFiles;
  readonly uploads: Uploads;
  readonly observing: Observing;
}

const surroundings = ({ config, leads, clockGuard, guard, evidence, uploads, observing }: Served) => {
  const storage = { room: observing.room, uploads };
  const standing: Standing = { role: config.role, leads, clockGuard, guard, evidence, storage };
  return [
    { provide: ACTS, useValue: acts },
    { provide: Metrics, useValue: observing.metrics },
    { provide: METRICS_TOKEN, useValue: config.metricsToken },
    { provide: STANDING, useValue: standing },
    { provide: PROBLEMS, useValue: problems },
    { provide: APP_FILTER, useValue: new ProblemFilter(problems) },
  ];
};

@Module({})
export class ServerModule {
  /** Everything, for whoever has signed in. */
  static of(served: Served, others: readonly (Type | DynamicModule)[]): DynamicModule {
    const { engine, config, evidence, uploads } = served;
    return {
      module: ServerModule,
      imports: [
        EventSourcingModule.forEngine(engine),
        ...others,
        DecisionModule.forRoot(changesSince),
        RectificationModule.forRoot(evidence, uploads),
        DisclosureModule.forRoot(config.fileLimit * 1024 * 1024, problems),
        AuditModule,
      ],
      controllers: [
        ActionsController,
        BulkController,
        EventsController,
        EventTypesController,
        InboxController,
        RightsController,
        HealthController,
        MetricsController,
        ProblemsController,
      ],
      providers: [
        { provide: EVENT_TYPES, useValue: eventCatalogue(declared) },
        ...surroundings(served),
        ActRoutes,
        BulkCommands,
        AllowedActs,
        WaitingWork,
        Visibility,
        { provide: APP_INTERCEPTOR, useClass: UnknownParametersInterceptor },
        { provide: APP_INTERCEPTOR, useClass: EtagInterceptor },
        { provide: APP_INTERCEPTOR, useClass: KnownNamesInterceptor },
      ],
    };
  }

  /** What a process answers that takes no requests of the business. */
  static ofProjector(served: Served): DynamicModule {
    return {
      module: ServerModule,
      imports: [EventSourcingModule.forEngine(served.engine)],
      controllers: [HealthController, MetricsController],
      providers: surroundings(served),
    };
  }
}
