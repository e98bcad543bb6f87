import type { Named } from '../body/events.js';
import { type Policy, unless } from '../commands.js';
import type { RecordItem } from './commands.js';
import type { RollCall } from './state.js';

/** Those who have a vote, and all who are known to the meeting. */
export interface Counting {
  readonly voters: readonly Named[];
  readonly people: readonly RollCall[];
}

export const everyVoterIsCountedOnce: Policy<RecordItem, Counting> = ({ votes }, { voters, people }) => {
  const ids = votes.map(({ personId }) => personId);
  const nameOf = (id: string) => people.find(({ person }) => person.id === id)?.person.name ?? id;
  const missing = voters.filter(({ id }) => !ids.includes(id)).map(({ name }) => name);
  const beyond = ids.filter((id) => voters.every((one) => one.id !== id)).map(nameOf);
  const twice = ids.filter((id, i) => ids.indexOf(id) < i).map(nameOf);
  return unless([...missing, ...beyond, ...twice].length === 0, 'vote.hands-miscounted', {
    field: 'votes',
    voters: voters.length,
    missing,
    withoutVote: beyond,
    twice,
  });
};
