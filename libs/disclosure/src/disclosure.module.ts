import { type DynamicModule, Module, type OnModuleDestroy } from '@nestjs/common';
import { Engine } from '#event-sourcing';
import { Visibility } from '#rectification';
import { IMPORT_LIMIT, ImportsController } from './http/imports.controller.js';
import { ReportsController } from './http/reports.controller.js';
import { ImportService } from './importing/import-service.js';
import { ReadApart } from './importing/read-apart.js';

/** Needs EventSourcingModule beside it. */
@Module({})
export class DisclosureModule implements OnModuleDestroy {
  constructor(private readonly apart: ReadApart) {}

  static forRoot(limitBytes: number): DynamicModule {
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
            new ImportService(engine, (file, options) => apart.read(file, options)),
        },
      ],
      exports: [ImportService],
    };
  }

  async onModuleDestroy(): Promise<void> {
    await this.apart.close();
  }
}
