import type { Recorded } from '#event-sourcing';
import type { AllowedAct } from '#event-sourcing-nest';
import type { CatalogueEntry } from '../event-catalogue.js';

export interface EventTypesTold {
  readonly items: readonly CatalogueEntry[];
}

export interface FeedPage {
  readonly items: readonly Recorded[];
  /** The cursor to go on with; that of the request when nothing is behind it. */
  readonly next: string;
}

/** Every act on the thing, each allowed or refused. */
export interface ActionsTold {
  readonly items: readonly AllowedAct[];
}
