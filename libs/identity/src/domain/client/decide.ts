import { dateOf, on, onFacts } from '#event-sourcing';
import { must, obey } from '../errors.js';
import * as Commands from './commands.js';
import type { ClientEvent } from './events.js';
import {
  aClientNeverDecides,
  anInspectingClientHoldsNoOtherRole,
  aReportingClientActsForAUnit,
  nobodyRegistersAClientTheyAnswerFor,
  nobodyWidensAClientTheyAnswerFor,
} from './policies.js';
import { type Client, liveKeys, type RegisteredClient } from './state.js';

/** Enough for one key in use and its successor in each of two places, and one to spare. */
const LIVE_KEYS = 5;

function mustBeRegistered(client: Client, clientId: string): asserts client is RegisteredClient {
  must(client, 'client.unknown', { clientId });
}

export interface ClientFacts {
  /** Absent when there is no such person. */
  readonly responsible?: { readonly name: string };
  /** Absent when none was named, or there is no such unit. */
  readonly unit?: { readonly name: string; readonly dissolved: boolean };
}

export const registerClient = (
  command: Commands.RegisterClient,
  client: Client,
  { responsible, unit }: ClientFacts,
): ClientEvent[] => {
  const { id, name, responsibleId, unitId, roles, scopes, purpose } = command;
  must(!client, 'client.exists', { clientId: id, name: client?.name });
  must(responsible, 'person.unknown', { field: 'responsibleId', personId: responsibleId });
  must(unitId === undefined || unit, 'unit.unknown', { field: 'unitId', unitId });
  must(!unit?.dissolved, 'unit.dissolved', { unitId, name: unit?.name });
  obey([aClientNeverDecides, anInspectingClientHoldsNoOtherRole], command, client);
  obey([aReportingClientActsForAUnit, nobodyRegistersAClientTheyAnswerFor], command, client);
  const place = unitId && unit ? { unit: { id: unitId, name: unit.name } } : {};
  const answers = { id: responsibleId, name: responsible.name };
  return [{ type: 'ClientRegistered', data: { name, responsible: answers, ...place, roles, scopes, purpose } }];
};

export const changeClientScopes = (command: Commands.ChangeClientScopes, client: Client): ClientEvent[] => {
  mustBeRegistered(client, command.id);
  const { scopes: to } = command;
  const { scopes: from } = client;
  if (from.length === to.length && from.every((scope) => to.includes(scope))) return [];
  obey([nobodyWidensAClientTheyAnswerFor], command, client);
  return [{ type: 'ClientScopesChanged', data: { from, to } }];
};

export const issueClientKey = (command: Commands.IssueClientKey, client: Client): ClientEvent[] => {
  mustBeRegistered(client, command.id);
  const { prefix, expiresOn, label, issuedAt } = command;
  must(!client.suspended, 'client.suspended', { name: client.name });
  obey([nobodyWidensAClientTheyAnswerFor], command, client);
  const today = dateOf(issuedAt);
  const latest = aYearAfter(today);
  must(expiresOn >= today && expiresOn <= latest, 'client.key-expiry-out-of-range', { expiresOn, today, latest });
  const live = liveKeys(client, today).length;
  must(live < LIVE_KEYS, 'client.too-many-keys', { live, limit: LIVE_KEYS });
  return [{ type: 'ClientKeyIssued', data: { prefix, expiresOn, label } }];
};

export const revokeClientKey = ({ id, prefix }: Commands.RevokeClientKey, client: Client): ClientEvent[] => {
  mustBeRegistered(client, id);
  const key = client.keys.get(prefix);
  must(key, 'client.no-such-key', { prefix });
  return key.revoked ? [] : [{ type: 'ClientKeyRevoked', data: { prefix } }];
};

export const suspendClient = ({ id }: Commands.SuspendClient, client: Client): ClientEvent[] => {
  mustBeRegistered(client, id);
  return client.suspended ? [] : [{ type: 'ClientSuspended', data: { name: client.name } }];
};

export const reinstateClient = (command: Commands.ReinstateClient, client: Client): ClientEvent[] => {
  mustBeRegistered(client, command.id);
  if (!client.suspended) return [];
  obey([nobodyWidensAClientTheyAnswerFor], command, client);
  return [{ type: 'ClientReinstated', data: { name: client.name } }];
};

export const recordKeyUse = ({ id, prefix, issuedAt }: Commands.RecordKeyUse, client: Client): ClientEvent[] => {
  mustBeRegistered(client, id);
  const on = dateOf(issuedAt);
  const usedOn = client.keys.get(prefix)?.usedOn;
  return usedOn !== undefined && usedOn >= on ? [] : [{ type: 'ClientKeyUsed', data: { prefix, on } }];
};

export const recordKeyRefusal = (command: Commands.RecordKeyRefusal, client: Client): ClientEvent[] => {
  const { id, prefix, cause, attempts } = command;
  mustBeRegistered(client, id);
  return [{ type: 'ClientKeyRefused', data: { prefix, cause, attempts } }];
};

const aYearAfter = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

export const clientDecisions = [
  onFacts(Commands.RegisterClient, registerClient, 'ClientRegistered'),
  on(Commands.ChangeClientScopes, changeClientScopes, 'ClientScopesChanged'),
  on(Commands.IssueClientKey, issueClientKey, 'ClientKeyIssued'),
  on(Commands.RevokeClientKey, revokeClientKey, 'ClientKeyRevoked'),
  on(Commands.SuspendClient, suspendClient, 'ClientSuspended'),
  on(Commands.ReinstateClient, reinstateClient, 'ClientReinstated'),
  on(Commands.RecordKeyUse, recordKeyUse, 'ClientKeyUsed'),
  on(Commands.RecordKeyRefusal, recordKeyRefusal, 'ClientKeyRefused'),
];
