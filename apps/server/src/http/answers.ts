import type { Listed, Versioned } from '#contracts';
import type { MeetingWork } from '#decision';
import type { Recorded } from '#event-sourcing';
import type { AllowedAct, Waiting } from '#event-sourcing-nest';
import type { HandoverWork, PolicyWork, RectificationWork } from '#rectification';
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

export type WorkTold = RectificationWork | PolicyWork | HandoverWork | MeetingWork;

type Told<Work extends WorkTold> = Versioned<Waiting<Work>>;

/** What waits for whoever asks. */
export interface InboxTold extends Listed<
  Told<RectificationWork> | Told<PolicyWork> | Told<HandoverWork> | Told<MeetingWork>
> {
  /** How many things wait, of each kind; only when it is asked for. */
  readonly counts?: Readonly<Record<string, number>>;
  /** Whether there are more than were counted. */
  readonly more?: boolean;
}
