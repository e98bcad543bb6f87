import { onFacts } from '#event-sourcing';
import { IsBoolean, IsName, IsOptional, LateCommand, must, ReasonedCommand } from '../commands.js';
import type { PersonEvent } from './events.js';
import { mustGoOn, type Person } from './state.js';

export class RegisterPerson extends LateCommand {
  @IsName() name!: string;
  /** 工号: tells people of one name apart. */
  @IsOptional() @IsName(40) staffNumber?: string;
  /** Another person of a name that is registered already; asks for a staff number. */
  @IsOptional() @IsBoolean() distinct?: boolean;
}

/** The name as it should have been written. What was recorded under the other stays as it was recorded. */
export class CorrectPerson extends ReasonedCommand {
  @IsName() name!: string;
  /** As for `RegisterPerson`. */
  @IsOptional() @IsBoolean() distinct?: boolean;
}

/** Somebody who may be meant, with what tells them apart. */
export interface Namesake {
  readonly id: string;
  readonly name: string;
  readonly staffNumber?: string;
  readonly unit?: string;
  readonly post?: string;
}

export interface PersonNameFacts {
  /** Others registered under the name, however it is written. */
  readonly namesakes: readonly Namesake[];
  /** Others who have the staff number. */
  readonly numbered: readonly Namesake[];
}

type Naming = Pick<RegisterPerson, 'name' | 'distinct' | 'staffNumber'>;

/** One person under two ids would sign twice: whoever means another one says so, and by which number they are told apart. */
const mustBeAnother = ({ name, distinct, staffNumber }: Naming, { namesakes, numbered }: PersonNameFacts): void => {
  must(numbered.length === 0, 'person.staff-number-taken', { field: 'staffNumber', staffNumber, candidates: numbered });
  if (namesakes.length === 0) return;
  must(distinct, 'person.same-name', { field: 'name', name, candidates: namesakes });
  must(staffNumber, 'person.needs-staff-number', { field: 'staffNumber', name, candidates: namesakes });
};

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

export const registrationDecisions = [
  onFacts(RegisterPerson, registerPerson, 'PersonRegistered'),
  onFacts(CorrectPerson, correctPerson, 'PersonCorrected'),
];
