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
import { oversees, type Role, ROLES, inspects } from '../roles.js';
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

export interface AnsweringFacts {
  /** Roles of whoever answers for an inspecting client, through accounts in use; of others nobody asks. */
  readonly answering: readonly Role[];
}

export interface ClientFacts extends AnsweringFacts {
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

type Answered = Pick<RegisteredClient, 'roles' | 'responsibleId'>;

/** The key shows what inspectors look at: in other hands it would warn whom they look at. */
export const anOverseerAnswersForAnInspectingClient: Policy<Command, Answered, AnsweringFacts> = (
  _,
  { roles, responsibleId },
  { answering },
) =>
  !inspects({ roles }) || oversees({ roles: answering })
    ? undefined
    : { code: 'client.inspecting-by-another', details: { field: 'responsibleId', personId: responsibleId } };

/** Suspending it and revoking its keys is open to them: a lost key cannot wait. */
export const nobodyWidensAClientTheyAnswerFor: Policy<Command, RegisteredClient> = ({ actor }, { responsibleId }) =>
  actor.personId === responsibleId ? 'client.own-client' : undefined;

export const registerClient = (command: RegisterClient, client: Client, facts: ClientFacts): ClientEvent[] => {
  const { id, name, responsibleId, unitId, roles, scopes, purpose } = command;
  const { responsible, unit } = facts;
  must(!client, 'client.exists', { clientId: id, name: client?.name });
  must(responsible, 'person.unknown', { field: 'responsibleId', personId: responsibleId });
  must(unitId === undefined || unit, 'unit.unknown', { field: 'unitId', unitId });
  must(!unit?.dissolved, 'unit.dissolved', { field: 'unitId', unitId, name: unit?.name });
  obey([aClientNeverDecides, anInspectingClientHoldsNoOtherRole], command, client);
  obey([aReportingClientActsForAUnit, nobodyRegistersAClientTheyAnswerFor], command, client);
  obey([anOverseerAnswersForAnInspectingClient], command, command, facts);
  const place = unitId && unit ? { unit: { id: unitId, name: unit.name } } : {};
  const answers = { id: responsibleId, name: responsible.name };
  return [{ type: 'ClientRegistered', data: { name, responsible: answers, ...place, roles, scopes, purpose } }];
};

export const changeClientScopes = (
  command: ChangeClientScopes,
  client: Client,
  facts: AnsweringFacts,
): ClientEvent[] => {
  mustBeRegistered(client, command.id);
  const { scopes: to } = command;
  const { scopes: from } = client;
  if (from.length === to.length && from.every((scope) => to.includes(scope))) return [];
  obey([nobodyWidensAClientTheyAnswerFor, anOverseerAnswersForAnInspectingClient], command, client, facts);
  return [{ type: 'ClientScopesChanged', data: { from, to } }];
};

export const suspendClient = ({ id }: SuspendClient, client: Client): ClientEvent[] => {
  mustBeRegistered(client, id);
  return client.suspended ? [] : [{ type: 'ClientSuspended', data: { name: client.name } }];
};

export const reinstateClient = (command: ReinstateClient, client: Client, facts: AnsweringFacts): ClientEvent[] => {
  mustBeRegistered(client, command.id);
  if (!client.suspended) return [];
  obey([nobodyWidensAClientTheyAnswerFor, anOverseerAnswersForAnInspectingClient], command, client, facts);
  return [{ type: 'ClientReinstated', data: { name: client.name } }];
};

export const registrationDecisions = [
  onFacts(RegisterClient, registerClient, 'ClientRegistered'),
  onFacts(ChangeClientScopes, changeClientScopes, 'ClientScopesChanged'),
  on(SuspendClient, suspendClient, 'ClientSuspended'),
  onFacts(ReinstateClient, reinstateClient, 'ClientReinstated'),
];
