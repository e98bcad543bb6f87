import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { AuditModule, auditRights } from '#audit';
import { DecisionModule, decisionProblems, decisionRights } from '#decision';
import { DisclosureModule, disclosureProblems, disclosureRights } from '#disclosure';
import type { Engine } from '#event-sourcing';
import { EtagInterceptor, EventSourcingModule } from '#event-sourcing-nest';
import { identityProblems, identityRights, type RightsTable } from '#identity';
import { changesSince, RectificationModule, rectificationProblems, rectificationRights } from '#rectification';
import type { Config } from './config.js';
import { evidenceFiles } from './contexts.js';
import { eventCatalogue } from './event-catalogue.js';
import { EVENT_TYPES, EventTypesController } from './http/event-types.controller.js';
import { EventsController } from './http/events.controller.js';
import { HealthController, type Standing, STANDING } from './http/health.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { PROBLEMS, ProblemsController } from './http/problems.controller.js';
import { METRICS_TOKEN, MetricsController } from './observing/metrics.controller.js';
import { Metrics } from './observing/metrics.js';
import type { Observing } from './observing/observing.js';
import { serverProblems } from './problems.js';

/** The one catalogue of problem codes. */
export const problems = {
  ...serverProblems,
  ...identityProblems,
  ...decisionProblems,
  ...rectificationProblems,
  ...disclosureProblems,
};

/** One row for each command and query; a route without one is refused, and a test fails for it. */
export const rights: RightsTable = {
  ListEventTypes: { roles: 'signed-in' },
  ReadEvents: { roles: ['inspector', 'audit', 'admin', 'leader', 'office'] },
  ...identityRights,
  ...decisionRights,
  ...rectificationRights,
  ...disclosureRights,
  ...auditRights,
};

export interface Served {
  readonly engine: Engine;
  readonly config: Config;
  readonly leads: () => boolean;
  readonly observing: Observing;
}

const surroundings = ({ config, leads, observing }: Served) => [
  { provide: Metrics, useValue: observing.metrics },
  { provide: METRICS_TOKEN, useValue: config.metricsToken },
  { provide: STANDING, useValue: { role: config.role, leads } satisfies Standing },
  { provide: PROBLEMS, useValue: problems },
  { provide: APP_FILTER, useValue: new ProblemFilter(problems) },
];

@Module({})
export class ServerModule {
  /** Everything, for whoever has signed in. */
  static of(served: Served, others: readonly (Type | DynamicModule)[]): DynamicModule {
    const { engine, config } = served;
    return {
      module: ServerModule,
      imports: [
        EventSourcingModule.forEngine(engine),
        ...others,
        DecisionModule.forRoot(changesSince),
        RectificationModule.forRoot(evidenceFiles(config)),
        DisclosureModule.forRoot(config.fileLimit * 1024 * 1024),
        AuditModule,
      ],
      controllers: [EventsController, EventTypesController, HealthController, MetricsController, ProblemsController],
      providers: [
        { provide: EVENT_TYPES, useValue: eventCatalogue(engine.contexts, rights) },
        ...surroundings(served),
        { provide: APP_INTERCEPTOR, useClass: EtagInterceptor },
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
