import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asks } from '#event-sourcing-nest';
import { serverActs } from '../acts.js';
import type { CatalogueEntry } from '../event-catalogue.js';
import type { EventTypesTold } from './answers.js';

export const EVENT_TYPES = Symbol('catalogue of event types');

@Controller('api/v1/event-types')
@ApiTags('events 事件')
export class EventTypesController {
  constructor(@Inject(EVENT_TYPES) private readonly catalogue: readonly CatalogueEntry[]) {}

  /** What each stored type of event means, in which version it is stored, and by which command of whom it is caused. */
  @Asks(serverActs.ListEventTypes)
  list(): EventTypesTold {
    return { items: this.catalogue };
  }
}
