import type { Recorded } from '#event-sourcing';
import type { AccountEvent, AccountOpened, PasswordSet } from './events.js';
import { withGiven } from './confirmation.js';
import {
  type Account,
  onlySession,
  type OpenedAccount,
  withFailure,
  withoutSession,
  withRenewed,
  withSession,
} from './state.js';

const opened = ({ login, personId, name, roles }: AccountOpened['data']): OpenedAccount => ({
  login,
  personId,
  name,
  roles,
  suspended: false,
  closed: false,
  oneTimePassword: false,
  passwords: 0,
  ownPassword: false,
  unconfirmed: new Map(),
  sessions: new Map(),
  failures: [],
});

export const evolve = (account: Account, event: Recorded<AccountEvent>): Account => {
  if (event.type === 'AccountOpened') return opened(event.data);
  return account && changed(account, event);
};

const given = (
  { unconfirmed, ownPassword }: OpenedAccount,
  { metadata: { actor, effectiveAt: at } }: Recorded<AccountEvent>,
  link?: string,
): OpenedAccount['unconfirmed'] => {
  const { personId, name } = actor;
  return withGiven(unconfirmed, { at, giver: { personId, name }, first: !ownPassword, link });
};

const withPassword = (account: OpenedAccount, event: Recorded<PasswordSet>): OpenedAccount => {
  const { oneTime, keptSession, unconfirmed } = event.data;
  return {
    ...account,
    oneTimePassword: oneTime,
    passwords: account.passwords + 1,
    ownPassword: account.ownPassword || !oneTime,
    unconfirmed: unconfirmed ? given(account, event) : account.unconfirmed,
    failures: [],
    sessions: onlySession(account.sessions, keptSession),
  };
};

// One case for each fact; splitting the switch would only hide that it is exhaustive.
// oxlint-disable-next-line complexity
const changed = (account: OpenedAccount, event: Exclude<Recorded<AccountEvent>, AccountOpened>): OpenedAccount => {
  const { roles, sessions, failures } = account;
  const { effectiveAt, actor } = event.metadata;
  const told = { toldAt: effectiveAt, client: actor.client };
  switch (event.type) {
    case 'RoleGranted':
      return { ...account, roles: [...roles, event.data.role] };
    case 'RoleWithdrawn':
      return { ...account, roles: roles.filter((role) => role !== event.data.role) };
    case 'AccountSuspended':
      return { ...account, suspended: true, sessions: new Map() };
    case 'AccountClosed':
      return { ...account, suspended: true, closed: true, roles: [], sessions: new Map() };
    case 'AccountReinstated':
      return { ...account, suspended: false };
    case 'PasswordSet':
      return withPassword(account, event);
    case 'ConfirmationAwaited':
      return { ...account, unconfirmed: given(account, event, event.data.link) };
    case 'ResetConfirmed':
      return { ...account, unconfirmed: new Map() };
    case 'SignedIn': {
      const { session, until, link } = event.data;
      return { ...account, failures: [], sessions: withSession(sessions, session, { until, link, ...told }) };
    }
    case 'SessionRenewed':
      return { ...account, sessions: withRenewed(sessions, event.data.session, told) };
    case 'SignInFailed':
      return event.data.cause === 'wrong-password'
        ? { ...account, failures: withFailure(failures, effectiveAt) }
        : account;
    case 'SignedOut':
    case 'SessionRevoked':
      return { ...account, sessions: withoutSession(sessions, event.data.session) };
  }
};
