import type { Recorded } from '#event-sourcing';
import type { AccountEvent, AccountOpened } from './events.js';
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
  sessions: new Map(),
  failures: [],
});

export const evolve = (account: Account, event: Recorded<AccountEvent>): Account => {
  if (event.type === 'AccountOpened') return opened(event.data);
  return account && changed(account, event);
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
      return {
        ...account,
        oneTimePassword: event.data.oneTime,
        passwords: account.passwords + 1,
        failures: [],
        sessions: onlySession(sessions, event.data.keptSession),
      };
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
