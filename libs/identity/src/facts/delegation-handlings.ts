import { type Handling, handling } from '#event-sourcing';
import { delegableIn } from '#event-sourcing-nest';
import { DelegateWork, delegateWork, delegationIdOf } from '../domain/delegation/delegation.js';
import { allRoles, dutiesDecider } from '../domain/duties/duties.js';
import { personDecider } from '../domain/person/person.js';

export const delegationHandlings: readonly Handling[] = [
  handling(DelegateWork, {
    id: ({ actor, to }, look) => delegationIdOf({ from: actor.personId, to }, look.digest),
    decide: delegateWork,
    facts: async ({ to }, look) => {
      const { state: person } = await look.state(personDecider, to);
      const { state: duties } = await look.state(dutiesDecider, to);
      const delegate = person && { name: person.name, mergedInto: person.mergedInto, roles: allRoles(duties) };
      return { delegate, delegable: delegableIn(look.contexts) };
    },
  }),
];
