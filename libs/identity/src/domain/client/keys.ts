import { Command, dateOf, on, onFacts } from '#event-sourcing';
import { IsName, IsOptional, IsPlainDate, IsText, Matches, must, obey } from '../commands.js';
import type { ClientEvent, ClientKeyRefused } from './events.js';
import {
  anOverseerAnswersForAnInspectingClient,
  type AnsweringFacts,
  nobodyWidensAClientTheyAnswerFor,
} from './registration.js';
import { type Client, liveKeys, mustBeRegistered } from './state.js';

/** The key itself is made by the server and stands in no command. */
export class IssueClientKey extends Command {
  static readonly underAuthority = true;

  /** The last day on which the key opens anything. */
  @IsPlainDate() expiresOn!: string;
  @IsOptional() @IsName() label?: string;
  @IsOptional() @IsText(2000) override reason?: string;
  /** Filled by the server. */
  prefix!: string;
}

export class RevokeClientKey extends Command {
  static readonly underAuthority = true;

  @Matches(/^[a-z2-7]{10}$/, {
    message: '$property 须为 rk_ 之后的十位字母和数字 / must be the ten letters and digits after rk_',
  })
  prefix!: string;
  @IsText(2000) override reason!: string;
}

// The commands below are sent by the sign-in only: no client fills their fields.

export class RecordKeyUse extends Command {
  prefix!: string;
}

export class RecordKeyRefusal extends Command {
  prefix!: string;
  cause!: ClientKeyRefused['data']['cause'];
  attempts!: number;
}

/** Enough for one key in use and its successor in each of two places, and one to spare. */
const LIVE_KEYS = 5;

export const issueClientKey = (command: IssueClientKey, client: Client, facts: AnsweringFacts): ClientEvent[] => {
  mustBeRegistered(client, command.id);
  const { prefix, expiresOn, label, issuedAt } = command;
  must(!client.suspended, 'client.suspended', { name: client.name });
  obey([nobodyWidensAClientTheyAnswerFor, anOverseerAnswersForAnInspectingClient], command, client, facts);
  const today = dateOf(issuedAt);
  const latest = aYearAfter(today);
  must(expiresOn >= today && expiresOn <= latest, 'client.key-expiry-out-of-range', { expiresOn, today, latest });
  const live = liveKeys(client, today).length;
  must(live < LIVE_KEYS, 'client.too-many-keys', { live, limit: LIVE_KEYS });
  return [{ type: 'ClientKeyIssued', data: { prefix, expiresOn, label } }];
};

export const revokeClientKey = ({ id, prefix }: RevokeClientKey, client: Client): ClientEvent[] => {
  mustBeRegistered(client, id);
  const key = client.keys.get(prefix);
  must(key, 'client.no-such-key', { prefix });
  return key.revoked ? [] : [{ type: 'ClientKeyRevoked', data: { prefix } }];
};

export const recordKeyUse = ({ id, prefix, issuedAt }: RecordKeyUse, client: Client): ClientEvent[] => {
  mustBeRegistered(client, id);
  const key = client.keys.get(prefix);
  must(!client.suspended, 'client.suspended', { name: client.name });
  must(!key?.revoked, 'client.key-revoked', { prefix });
  const on = dateOf(issuedAt);
  const usedOn = key?.usedOn;
  return usedOn !== undefined && usedOn >= on ? [] : [{ type: 'ClientKeyUsed', data: { prefix, on } }];
};

export const recordKeyRefusal = (command: RecordKeyRefusal, client: Client): ClientEvent[] => {
  const { id, prefix, cause, attempts } = command;
  mustBeRegistered(client, id);
  return [{ type: 'ClientKeyRefused', data: { prefix, cause, attempts } }];
};

const aYearAfter = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

export const keyDecisions = [
  onFacts(IssueClientKey, issueClientKey, 'ClientKeyIssued'),
  on(RevokeClientKey, revokeClientKey, 'ClientKeyRevoked'),
  on(RecordKeyUse, recordKeyUse, 'ClientKeyUsed'),
  on(RecordKeyRefusal, recordKeyRefusal, 'ClientKeyRefused'),
];
