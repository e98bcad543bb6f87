import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Engine } from '#event-sourcing';
import { commandHandlers } from './command-handlers.js';
import { Views } from './views.js';

/** Puts an engine behind Nest's command bus. The engine is started and stopped by whoever made it. */
@Global()
@Module({})
export class EventSourcingModule {
  static forEngine(engine: Engine): DynamicModule {
    return {
      module: EventSourcingModule,
      imports: [CqrsModule.forRoot()],
      providers: [{ provide: Engine, useValue: engine }, Views, ...commandHandlers(engine.commands)],
      exports: [CqrsModule, Engine, Views],
    };
  }
}
