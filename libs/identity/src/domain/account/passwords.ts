import { Command, dateOf, dayAfter, type Instant, on, onFacts, type PlainDate } from '#event-sourcing';
import { IsOptional, IsText, must, obey, type Policy } from '../commands.js';
import { type Given, giversOf, unconfirmedBy, unconfirmedRefusal } from './confirmation.js';
import type { AccountEvent } from './events.js';
import { type Account, mustBeInUse, mustBeOpened, type OpenedAccount } from './state.js';

/** The password itself is made by the server and stands in no command. */
export class IssueOneTimePassword extends Command {
  static readonly underAuthority = true;

  @IsOptional() @IsText(2000) override reason?: string;
  /** Filled by the server. */
  passwordId?: string;
}

/** What another gave is in the hands of the person whom the account is of: said by somebody who did not give it. */
export class ConfirmReset extends Command {
  static readonly underAuthority = true;

  @IsOptional() @IsText(2000) override reason?: string;
}

// Those below are sent by the sign-in, or follow from what is done to an account: no client fills their fields.

/** What was looked at before the command came: how many passwords had been set by then. */
export abstract class JudgedByPasswords extends Command {
  passwords!: number;
}

export class SetPassword extends JudgedByPasswords {
  oneTime!: boolean;
  keptSession?: string;
  passwordId?: string;
}

export class AwaitConfirmation extends Command {
  link!: string;
}

/** The machine gives the first administrator a password; whoever runs the machine is trusted with that. */
const isGivenByAnother = ({ actor }: IssueOneTimePassword | AwaitConfirmation): boolean =>
  !actor.roles.includes('system');

export const issueOneTimePassword = (command: IssueOneTimePassword, account: Account): AccountEvent[] => {
  mustBeInUse(account, command.id);
  const unconfirmed = isGivenByAnother(command) ? ({ unconfirmed: true } as const) : {};
  return [{ type: 'PasswordSet', data: { oneTime: true, passwordId: command.passwordId, ...unconfirmed } }];
};

export const awaitConfirmation = (command: AwaitConfirmation, account: Account): AccountEvent[] => {
  const { id, link } = command;
  mustBeOpened(account, id);
  return isGivenByAnother(command) ? [{ type: 'ConfirmationAwaited', data: { link } }] : [];
};

/** Whoever proved to know a password proves nothing any more once there is another one. */
export const mustBeAsJudged = ({ passwords }: JudgedByPasswords, { passwords: set }: OpenedAccount): void =>
  must(passwords === set, 'password.changed-meanwhile');

export const setPassword = (command: SetPassword, account: Account): AccountEvent[] => {
  const { id, oneTime, keptSession, passwordId } = command;
  mustBeInUse(account, id);
  must(keptSession === undefined || account.sessions.has(keptSession), 'sign-in.session-ended');
  mustBeAsJudged(command, account);
  return [{ type: 'PasswordSet', data: { oneTime, keptSession, passwordId } }];
};

export interface ConfirmationFacts {
  /** The account of whoever confirms; absent for the program itself. */
  readonly confirmer?: Account;
  /** Account of the first who confirmed before anybody could confirm them. */
  readonly witness?: string;
  readonly witnessSince?: Instant;
  /** When nobody had a password left; the witness of before stands no more. */
  readonly lostAt?: Instant;
}

type ConfirmationPolicy = Policy<ConfirmReset, OpenedAccount, ConfirmationFacts>;

const wayOf = ({ proof }: ConfirmReset): 'password' | 'provider' => proof?.way ?? 'password';

/** With what the confirmer came, when nobody has confirmed that. */
export const unconfirmedOfConfirmer = (command: ConfirmReset, { confirmer }: ConfirmationFacts): Given | undefined =>
  confirmer && unconfirmedBy(confirmer.unconfirmed, wayOf(command));

const nobodyConfirmsWhatTheyGave: ConfirmationPolicy = ({ actor }, { unconfirmed }) =>
  giversOf(unconfirmed).some(({ personId }) => personId === actor.personId) ? 'account.confirms-own-reset' : undefined;

/** The second factor of the person: a link for the password, the password for a link, each confirmed itself. */
const thePersonConfirmsByAnotherCredential: ConfirmationPolicy = (command, { personId, unconfirmed }) => {
  const { actor, id } = command;
  if (actor.personId !== personId) return undefined;
  return actor.id !== id || unconfirmedBy(unconfirmed, wayOf(command)) ? 'account.own-account' : undefined;
};

/** Beyond the units: those who keep accounts, who watch, and who lead. */
const confirmers: readonly string[] = ['security', 'admin', 'audit', 'inspector', 'leader', 'office', 'system'];

const aUnitConfirmsNobodyElse: ConfirmationPolicy = ({ actor }, { personId }) =>
  actor.personId === personId || actor.roles.some((role) => confirmers.includes(role))
    ? undefined
    : 'account.not-yours-to-confirm';

/** Those who watch and decide nothing. */
const overseers: readonly string[] = ['inspector', 'audit'];

/** From the second day after all passwords were lost: whoever is not who they are said to be has been missed by then. */
const heardFrom = (lostAt: Instant): PlainDate => dayAfter(dayAfter(dateOf(lostAt)));

/** After a loss nobody holds what was confirmed; what the witness is given later is to be confirmed like everybody's. */
const isOfTheLoss = ({ since }: Given, { lostAt, witnessSince }: ConfirmationFacts): boolean =>
  lostAt !== undefined && (witnessSince === undefined || since <= witnessSince);

const mayBeTheFirst = ({ actor }: ConfirmReset, given: Given, facts: ConfirmationFacts): boolean =>
  (facts.witness ?? actor.id) === actor.id &&
  actor.roles.some((role) => overseers.includes(role)) &&
  (given.first || isOfTheLoss(given, facts));

/** Somebody has to be the first: an overseer, once, with a password that nobody could have confirmed. */
const onlyTheConfirmedConfirm: ConfirmationPolicy = (command, { personId }, facts) => {
  const given = command.actor.personId === personId ? undefined : unconfirmedOfConfirmer(command, facts);
  const refusal = unconfirmedRefusal(given);
  if (!given || !refusal || !mayBeTheFirst(command, given, facts)) return refusal;
  const from = facts.lostAt && heardFrom(facts.lostAt);
  if (from === undefined || from <= dateOf(command.issuedAt)) return undefined;
  return { ...refusal, details: { ...refusal.details, from } };
};

const confirmationPolicies = [
  nobodyConfirmsWhatTheyGave,
  thePersonConfirmsByAnotherCredential,
  aUnitConfirmsNobodyElse,
  onlyTheConfirmedConfirm,
];

export const confirmReset = (command: ConfirmReset, account: Account, facts: ConfirmationFacts): AccountEvent[] => {
  mustBeInUse(account, command.id);
  if (account.unconfirmed.size === 0) return [];
  obey(confirmationPolicies, command, account, facts);
  return [{ type: 'ResetConfirmed', data: { login: account.login, given: giversOf(account.unconfirmed) } }];
};

export const passwordDecisions = [
  on(IssueOneTimePassword, issueOneTimePassword, 'PasswordSet'),
  on(SetPassword, setPassword, 'PasswordSet'),
  on(AwaitConfirmation, awaitConfirmation, 'ConfirmationAwaited'),
  onFacts(ConfirmReset, confirmReset, 'ResetConfirmed'),
];
