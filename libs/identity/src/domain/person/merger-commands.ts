import { Command } from '#event-sourcing';
import type { Merged } from '../merger/events.js';
import type { Post } from './posts.js';

// These follow from merging and undoing: no client sends them. `id` is the person's.

export class BeAbsorbed extends Command {
  into!: Merged;
}

export class TakeOver extends Command {
  absorbed!: Merged & { readonly staffNumber?: string };
  /** Of the absorbed person, as they stand. */
  posts!: readonly Post[];
}

/** Of both: the person who stayed, and the other one. */
export class SetApart extends Command {
  from!: Merged;
  other!: Merged;
}
