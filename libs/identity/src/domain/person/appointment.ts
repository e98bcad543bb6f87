import { dateOf, on, onFacts } from '#event-sourcing';
import { IsName, IsPlainDate, IsUUID, LateCommand, must } from '../commands.js';
import type { PersonEvent } from './events.js';
import { isSamePost } from './posts.js';
import { mustGoOn, type Person } from './state.js';

export class HoldPost extends LateCommand {
  @IsUUID('loose') unitId!: string;
  @IsName() post!: string;
  @IsPlainDate() from!: string;
}

export class LeavePost extends LateCommand {
  @IsUUID('loose') unitId!: string;
  @IsName() post!: string;
  /** The last day in the post. */
  @IsPlainDate() to!: string;
}

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

export const appointmentDecisions = [onFacts(HoldPost, holdPost, 'PostTaken'), on(LeavePost, leavePost, 'PostLeft')];
