import { Command, on, onFacts } from '#event-sourcing';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsName,
  IsOneOf,
  IsOptional,
  IsText,
  IsUUID,
  must,
  obey,
  type Policy,
} from '../commands.js';
import { type Role, ROLES } from '../roles.js';
import type { ClientEvent } from './events.js';
import { type Scope, SCOPES } from './scopes.js';
import { type Client, mustBeRegistered, type RegisteredClient } from './state.js';

const AreScopes = (): PropertyDecorator => {
  const rules = [ArrayMinSize(1), ArrayMaxSize(SCOPES.length), ArrayUnique(), IsOneOf(SCOPES, { each: true })];
  return (target, property) => rules.forEach((rule) => rule(target, property));
};

export class RegisterClient extends Command {
  static readonly underAuthority = true;

  @IsName() name!: string;
  @IsUUID('loose') responsibleId!: string;
  @IsOptional() @IsUUID('loose') unitId?: string;
  @ArrayMinSize(1) @ArrayMaxSize(ROLES.length) @ArrayUnique() @IsOneOf(ROLES, { each: true }) roles!: Role[];
  @AreScopes() scopes!: Scope[];
  @IsOptional() @IsText(2000) purpose?: string;
  @IsOptional() @IsText(2000) override reason?: string;
}

export class ChangeClientScopes extends Command {
  static readonly underAuthority = true;

  @AreScopes() scopes!: Scope[];
  @IsText(2000) override reason!: string;
}

export class SuspendClient extends Command {
  static readonly underAuthority = true;

  @IsText(2000) override reason!: string;
}

export class ReinstateClient extends Command {
  static readonly underAuthority = true;

  @IsOptional() @IsText(2000) override reason?: string;
}

export interface ClientFacts {
  /** Absent when there is no such person. */
  readonly responsible?: { readonly name: string };
  /** Absent when none was named, or there is no such unit. */
  readonly unit?: { readonly name: string; readonly dissolved: boolean };
}

/** Every other role decides, signs, or rules over accounts: that takes a natural person. */
const FOR_CLIENTS: readonly Role[] = ['office', 'reporter', 'inspector'];

const aClientNeverDecides: Policy<RegisterClient, Client> = ({ roles }) =>
  roles.every((role) => FOR_CLIENTS.includes(role)) ? undefined : 'client.never-decides';

const anInspectingClientHoldsNoOtherRole: Policy<RegisterClient, Client> = ({ roles }) =>
  roles.includes('inspector') && roles.length > 1 ? 'account.inspector-holds-no-other-role' : undefined;

const aReportingClientActsForAUnit: Policy<RegisterClient, Client> = ({ roles, unitId }) =>
  roles.includes('reporter') && unitId === undefined ? 'client.reporter-without-unit' : undefined;

const nobodyRegistersAClientTheyAnswerFor: Policy<RegisterClient, Client> = ({ actor, responsibleId }) =>
  actor.personId === responsibleId ? 'client.own-client' : undefined;

/** Suspending it and revoking its keys is open to them: a lost key cannot wait. */
export const nobodyWidensAClientTheyAnswerFor: Policy<Command, RegisteredClient> = ({ actor }, { responsibleId }) =>
  actor.personId === responsibleId ? 'client.own-client' : undefined;

export const registerClient = (
  command: RegisterClient,
  client: Client,
  { responsible, unit }: ClientFacts,
): ClientEvent[] => {
  const { id, name, responsibleId, unitId, roles, scopes, purpose } = command;
  must(!client, 'client.exists', { clientId: id, name: client?.name });
  must(responsible, 'person.unknown', { field: 'responsibleId', personId: responsibleId });
  must(unitId === undefined || unit, 'unit.unknown', { field: 'unitId', unitId });
  must(!unit?.dissolved, 'unit.dissolved', { field: 'unitId', unitId, name: unit?.name });
  obey([aClientNeverDecides, anInspectingClientHoldsNoOtherRole], command, client);
  obey([aReportingClientActsForAUnit, nobodyRegistersAClientTheyAnswerFor], command, client);
  const place = unitId && unit ? { unit: { id: unitId, name: unit.name } } : {};
  const answers = { id: responsibleId, name: responsible.name };
  return [{ type: 'ClientRegistered', data: { name, responsible: answers, ...place, roles, scopes, purpose } }];
};

export const changeClientScopes = (command: ChangeClientScopes, client: Client): ClientEvent[] => {
  mustBeRegistered(client, command.id);
  const { scopes: to } = command;
  const { scopes: from } = client;
  if (from.length === to.length && from.every((scope) => to.includes(scope))) return [];
  obey([nobodyWidensAClientTheyAnswerFor], command, client);
  return [{ type: 'ClientScopesChanged', data: { from, to } }];
};

export const suspendClient = ({ id }: SuspendClient, client: Client): ClientEvent[] => {
  mustBeRegistered(client, id);
  return client.suspended ? [] : [{ type: 'ClientSuspended', data: { name: client.name } }];
};

export const reinstateClient = (command: ReinstateClient, client: Client): ClientEvent[] => {
  mustBeRegistered(client, command.id);
  if (!client.suspended) return [];
  obey([nobodyWidensAClientTheyAnswerFor], command, client);
  return [{ type: 'ClientReinstated', data: { name: client.name } }];
};

export const registrationDecisions = [
  onFacts(RegisterClient, registerClient, 'ClientRegistered'),
  on(ChangeClientScopes, changeClientScopes, 'ClientScopesChanged'),
  on(SuspendClient, suspendClient, 'ClientSuspended'),
  on(ReinstateClient, reinstateClient, 'ClientReinstated'),
];
