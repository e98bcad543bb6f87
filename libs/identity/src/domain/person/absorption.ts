import { Command, on } from '#event-sourcing';
import { must } from '../commands.js';
import type { Merged } from '../merger/events.js';
import type { PersonEvent } from './events.js';
import type { Post } from './posts.js';
import { mustGoOn, type Person } from './state.js';

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

const beAbsorbed = ({ id, into }: BeAbsorbed, person: Person): PersonEvent[] => {
  mustGoOn(person, id);
  return [{ type: 'PersonAbsorbed', data: { into } }];
};

const takeOver = ({ id, absorbed, posts }: TakeOver, person: Person): PersonEvent[] => {
  mustGoOn(person, id);
  return [{ type: 'PersonTookOver', data: { absorbed, posts } }];
};

const setApart = ({ id, from, other }: SetApart, person: Person): PersonEvent[] => {
  must(person, 'person.unknown', { personId: id });
  return [{ type: 'PersonSetApart', data: { from, other } }];
};

export const absorptionDecisions = [
  on(BeAbsorbed, beAbsorbed, 'PersonAbsorbed'),
  on(TakeOver, takeOver, 'PersonTookOver'),
  on(SetApart, setApart, 'PersonSetApart'),
];
