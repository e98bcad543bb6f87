import { must } from '../errors.js';
import type { RegisterPerson } from './commands.js';

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
export const mustBeAnother = (
  { name, distinct, staffNumber }: Naming,
  { namesakes, numbered }: PersonNameFacts,
): void => {
  must(numbered.length === 0, 'person.staff-number-taken', { staffNumber, candidates: numbered });
  if (namesakes.length === 0) return;
  must(distinct, 'person.same-name', { name, candidates: namesakes });
  must(staffNumber, 'person.needs-staff-number', { name, candidates: namesakes });
};
