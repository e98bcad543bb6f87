import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import { Engine } from '#event-sourcing';
import { Visibility } from '#rectification';
import { IMPORT_LIMIT, ImportsController } from './http/imports.controller.js';
import { ReportsController } from './http/reports.controller.js';
import { ImportService } from './importing/import-service.js';
import { workbooks } from './workbooks.js';

/** Needs EventSourcingModule beside it. */
@Module({})
export class DisclosureModule implements OnModuleInit {
  static forRoot(limitBytes: number): DynamicModule {
    return {
      module: DisclosureModule,
      controllers: [ImportsController, ReportsController],
      providers: [
        Visibility,
        { provide: IMPORT_LIMIT, useValue: limitBytes },
        { provide: ImportService, inject: [Engine], useFactory: (engine: Engine) => new ImportService(engine) },
      ],
      exports: [ImportService],
    };
  }

  /** A server loads it before it answers, not while others wait for theirs. */
  async onModuleInit(): Promise<void> {
    await workbooks();
  }
}
