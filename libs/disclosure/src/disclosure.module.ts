import { type DynamicModule, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Engine } from '#event-sourcing';
import { Visibility } from '#rectification';
import { IMPORT_LIMIT, ImportsController } from './http/imports.controller.js';
import { ReportsController } from './http/reports.controller.js';
import { ImportService } from './importing/import-service.js';
import { workbooks } from './workbooks.js';

const ONCE_UP_MS = 3_000;

/** Needs EventSourcingModule beside it. */
@Module({})
export class DisclosureModule implements OnApplicationBootstrap, OnModuleDestroy {
  #loading: NodeJS.Timeout | undefined;

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

  /** Not with the start, which it would make longer by a tenth, and not with the first file that is brought in. */
  onApplicationBootstrap(): void {
    this.#loading = setTimeout(() => void workbooks(), ONCE_UP_MS).unref();
  }

  onModuleDestroy(): void {
    clearTimeout(this.#loading);
  }
}
