import { dateOf, dayAfter, type Instant, type PlainDate } from '#event-sourcing';
import type { Policy } from '../errors.js';
import type { ConfirmReset } from './commands.js';
import { type Given, giversOf, unconfirmedBy, unconfirmedRefusal } from './confirmation.js';
import type { Account, OpenedAccount } from './state.js';

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

export const confirmationPolicies = [
  nobodyConfirmsWhatTheyGave,
  thePersonConfirmsByAnotherCredential,
  aUnitConfirmsNobodyElse,
  onlyTheConfirmedConfirm,
];
