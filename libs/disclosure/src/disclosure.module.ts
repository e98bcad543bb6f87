import { type DynamicModule, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Engine } from '#event-sourcing';
import { Visibility } from '#rectification';
import { IMPORT_LIMIT, ImportsController } from './http/imports.controller.js';
import { ReportsController } from './http/reports.controller.js';
import { ImportService } from './importing/import-service.js';
import { ReadApart } from './importing/read-apart.js';
import { workbooks } from './workbooks.js';

const ONCE_UP_MS = 3_000;

/** Needs EventSourcingModule beside it. */
@Module({})
export class DisclosureModule implements OnApplicationBootstrap, OnModuleDestroy {
  #loading: NodeJS.Timeout | undefined;

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

  /** Not with the start, which it would make longer by a tenth, and not with the first file that is brought in. */
  onApplicationBootstrap(): void {
    this.#loading = setTimeout(() => void workbooks(), ONCE_UP_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.#loading);
    await this.apart.close();
  }
}
