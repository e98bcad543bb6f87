import { type Preparation, prepare } from '#event-sourcing';
import { DelegateWork } from './domain/delegation/commands.js';
import { delegationIdOf } from './domain/delegation/delegation.js';
import { dutiesDecider } from './domain/duties/duties.js';
import { allRoles } from './domain/duties/state.js';
import { personDecider } from './domain/person/person.js';

export const delegationPreparations: readonly Preparation[] = [
  prepare(DelegateWork, async (command, look) => {
    const { actor, to } = command;
    command.id = delegationIdOf({ from: actor.personId, to }, look.digest);
    const { state: person } = await look.state(personDecider, to);
    const { state: duties } = await look.state(dutiesDecider, to);
    command.delegate = person && { name: person.name, roles: allRoles(duties) };
    return [command];
  }),
];
