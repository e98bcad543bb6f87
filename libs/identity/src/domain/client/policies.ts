import type { Command } from '#event-sourcing';
import type { Policy } from '../errors.js';
import type { Role } from '../roles.js';
import type { RegisterClient } from './commands.js';
import type { Client, RegisteredClient } from './state.js';

/** Every other role decides, signs, or rules over accounts: that takes a natural person. */
const FOR_CLIENTS: readonly Role[] = ['office', 'reporter', 'inspector'];

export const aClientNeverDecides: Policy<RegisterClient, Client> = ({ roles }) =>
  roles.every((role) => FOR_CLIENTS.includes(role)) ? undefined : 'client.never-decides';

export const anInspectingClientHoldsNoOtherRole: Policy<RegisterClient, Client> = ({ roles }) =>
  roles.includes('inspector') && roles.length > 1 ? 'account.inspector-holds-no-other-role' : undefined;

export const aReportingClientActsForAUnit: Policy<RegisterClient, Client> = ({ roles, unitId }) =>
  roles.includes('reporter') && unitId === undefined ? 'client.reporter-without-unit' : undefined;

export const nobodyRegistersAClientTheyAnswerFor: Policy<RegisterClient, Client> = ({ actor, responsibleId }) =>
  actor.personId === responsibleId ? 'client.own-client' : undefined;

/** Suspending it and revoking its keys is open to them: a lost key cannot wait. */
export const nobodyWidensAClientTheyAnswerFor: Policy<Command, RegisteredClient> = ({ actor }, { responsibleId }) =>
  actor.personId === responsibleId ? 'client.own-client' : undefined;
