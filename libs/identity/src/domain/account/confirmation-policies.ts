import type { Policy } from '../errors.js';
import type { ConfirmReset } from './commands.js';
import { type Given, giversOf, unconfirmedBy, unconfirmedRefusal } from './confirmation.js';
import type { Account, OpenedAccount } from './state.js';

export interface ConfirmationFacts {
  /** The account of whoever confirms; absent for the program itself. */
  readonly confirmer?: Account;
  /** Account of the first who confirmed before anybody could confirm them. */
  readonly witness?: string;
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

/** Somebody has to be the first: an overseer, once, with a first password that nobody has confirmed. */
const onlyTheConfirmedConfirm: ConfirmationPolicy = (command, { personId }, facts) => {
  const { actor } = command;
  const given = actor.personId === personId ? undefined : unconfirmedOfConfirmer(command, facts);
  if (!given) return undefined;
  const { witness = actor.id } = facts;
  if (given.first && witness === actor.id && actor.roles.some((role) => overseers.includes(role))) return undefined;
  return unconfirmedRefusal(given);
};

export const confirmationPolicies = [
  nobodyConfirmsWhatTheyGave,
  thePersonConfirmsByAnotherCredential,
  aUnitConfirmsNobodyElse,
  onlyTheConfirmedConfirm,
];
