import { type DynamicModule, Module } from '@nestjs/common';
import { Engine } from '#event-sourcing';
import { Visibility } from '#rectification';
import { IMPORT_LIMIT, ImportsController } from './http/imports.controller.js';
import { ReportsController } from './http/reports.controller.js';
import { ImportService } from './importing/import-service.js';

/** Needs EventSourcingModule beside it. */
@Module({})
export class DisclosureModule {
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
}
