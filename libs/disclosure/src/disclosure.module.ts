import { type DynamicModule, Logger, Module, type OnModuleDestroy } from '@nestjs/common';
import type { ProblemTexts } from '#contracts';
import { Engine } from '#event-sourcing';
import { Visibility } from '#rectification';
import { IMPORT_LIMIT, ImportsController } from './http/imports.controller.js';
import { ReportsController } from './http/reports.controller.js';
import { ImportRuns } from './importing/import-runs.js';
import { ImportService } from './importing/import-service.js';
import { ReadApart } from './importing/read-apart.js';

const runsOver = (engine: Engine, imports: ImportService): ImportRuns => {
  const logger = new Logger('Imports');
  return new ImportRuns(engine, imports, (error) => logger.error(error));
};

/** Needs EventSourcingModule beside it. */
@Module({})
export class DisclosureModule implements OnModuleDestroy {
  constructor(
    private readonly apart: ReadApart,
    private readonly runs: ImportRuns,
  ) {}

  static forRoot(limitBytes: number, texts: ProblemTexts): DynamicModule {
    return {
      module: DisclosureModule,
      controllers: [ImportsController, ReportsController],
      providers: [
        Visibility,
        { provide: IMPORT_LIMIT, useValue: limitBytes },
        { provide: ReadApart, useFactory: () => new ReadApart() },
        {
          provide: ImportService,
          inject: [Engine, ReadApart],
          useFactory: (engine: Engine, apart: ReadApart) =>
            new ImportService(engine, (file, options, watch) => apart.read(file, options, watch), texts),
        },
        { provide: ImportRuns, inject: [Engine, ImportService], useFactory: runsOver },
      ],
      exports: [ImportService],
    };
  }

  async onModuleDestroy(): Promise<void> {
    await this.runs.close();
    await this.apart.close();
  }
}
