import { dateOf, on, onFacts } from '#event-sourcing';
import { must } from '../errors.js';
import { CorrectPerson, HoldPost, LeavePost, RegisterPerson } from './commands.js';
import type { PersonEvent } from './events.js';
import { mustBeAnother, type PersonNameFacts } from './namesakes.js';
import { isSamePost } from './posts.js';
import { BeAbsorbed, SetApart, TakeOver } from './merger-commands.js';
import type { Person, RegisteredPerson } from './state.js';

/** Whoever was merged into another one is named by that one from then on. */
export const mustStay = (personId: string, { mergedInto }: RegisteredPerson): void =>
  must(!mergedInto, 'person.merged', { personId, into: mergedInto });

function mustGoOn(person: Person, personId: string): asserts person is RegisteredPerson {
  must(person, 'person.unknown', { personId });
  mustStay(personId, person);
}

export const registerPerson = (command: RegisterPerson, person: Person, facts: PersonNameFacts): PersonEvent[] => {
  const { id, name, staffNumber } = command;
  if (person?.name === name && person.staffNumber === staffNumber) return [];
  must(person === undefined, 'person.exists', { personId: id, name: person?.name });
  mustBeAnother(command, facts);
  return [{ type: 'PersonRegistered', data: { name, staffNumber } }];
};

export const correctPerson = (command: CorrectPerson, person: Person, facts: PersonNameFacts): PersonEvent[] => {
  const { id, name, distinct } = command;
  mustGoOn(person, id);
  if (person.name === name) return [];
  mustBeAnother({ name, distinct, staffNumber: person.staffNumber }, facts);
  return [{ type: 'PersonCorrected', data: { from: { name: person.name }, to: { name } } }];
};

export interface PostFacts {
  /** Absent when there is no such unit. */
  readonly unit?: { readonly name: string; readonly dissolved: boolean };
}

export const holdPost = (command: HoldPost, person: Person, { unit }: PostFacts): PersonEvent[] => {
  const { id, unitId, post, from } = command;
  mustGoOn(person, id);
  const held = person.posts.find((one) => isSamePost(one, unitId, post));
  if (held?.from === from) return [];
  must(!held, 'person.holds-post-already', { post, unit: held?.unit.name, from: held?.from });
  must(unit, 'unit.unknown', { field: 'unitId', unitId });
  must(!unit.dissolved, 'unit.dissolved', { unitId, name: unit.name });
  notAheadOfNow(from, command);
  return [{ type: 'PostTaken', data: { unit: { id: unitId, name: unit.name }, post, from } }];
};

export const leavePost = (command: LeavePost, person: Person): PersonEvent[] => {
  const { id, unitId, post, to } = command;
  mustGoOn(person, id);
  if (person.posts.some((one) => one.unit.id === unitId && one.post === post && one.to === to)) return [];
  const held = person.posts.find((one) => isSamePost(one, unitId, post));
  must(held, 'person.holds-no-such-post', { unitId, post });
  must(held.from <= to, 'person.leaves-before-taking', { from: held.from, to });
  notAheadOfNow(to, command);
  return [{ type: 'PostLeft', data: { unit: held.unit, post, from: held.from, to } }];
};

const notAheadOfNow = (day: string, { issuedAt }: HoldPost | LeavePost): void => {
  const today = dateOf(issuedAt);
  must(day <= today, 'person.post-ahead-of-now', { day, today });
};

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

export const personDecisions = [
  onFacts(RegisterPerson, registerPerson, 'PersonRegistered'),
  onFacts(CorrectPerson, correctPerson, 'PersonCorrected'),
  onFacts(HoldPost, holdPost, 'PostTaken'),
  on(LeavePost, leavePost, 'PostLeft'),
  on(BeAbsorbed, beAbsorbed, 'PersonAbsorbed'),
  on(TakeOver, takeOver, 'PersonTookOver'),
  on(SetApart, setApart, 'PersonSetApart'),
];
