import { type ByWho, get, post, type Row, type Rows, type Verdict } from './rows.js';
import type { Thing } from './things.js';

type Rest = Omit<Row, 'of' | 'asks'>;
type Body = object | ((thing: Thing) => object);

const on =
  (of: Row['of'], path: string) =>
  (rest: string, body: Body, more: Rest): Row => ({
    of,
    asks: (thing) => post(`${path}/${thing.id}${rest}`, typeof body === 'function' ? body(thing) : body),
    ...more,
  });

const REASON = { reason: '调整' };
const registrars: Rest = { roles: ['admin', 'office'], scopes: ['register'] };
const unit = on('unit', 'units');
const person = on('person', 'people');

const directory: Rows = {
  RegisterUnit: { of: 'unit', asks: () => post('units', { name: '新设办公室' }), ...registrars },
  RenameUnit: unit('/name', { name: '改名办公室' }, registrars),
  MoveUnit: unit('/parent', REASON, registrars),
  DissolveUnit: unit('/dissolution', REASON, registrars),
  ListUnits: { of: 'unit', asks: () => get('units?limit=500'), roles: 'signed-in', scopes: ['read'], shows: 'mark' },
  FindUnit: { of: 'unit', asks: ({ id }) => get(`units/${id}`), roles: 'signed-in', scopes: ['read'], shows: 'mark' },
  RegisterPerson: { of: 'person', asks: () => post('people', { name: '新人' }), ...registrars },
  CorrectPerson: person('/corrections', { name: '更正后的人', ...REASON }, registrars),
  HoldPost: person(
    '/posts',
    ({ more }: Thing) => ({ unitId: more['unitId'], post: '主任', from: '2024-01-01' }),
    registrars,
  ),
  LeavePost: person('/posts/left', ({ more }: Thing) => ({ unitId: more['unitId'], post: '主任', to: '2024-06-01' }), {
    ...registrars,
    may: '409 person.holds-no-such-post',
  }),
  MergePersons: {
    of: 'person',
    asks: ({ id }) => post('people/mergers', { survivorId: id, absorbedId: id, ...REASON }),
    roles: ['admin', 'office'],
    proof: 'fresh',
    may: '409 merger.one-person',
  },
  UndoMerger: {
    of: 'person',
    asks: ({ id }) => post('people/mergers/undoing', { absorbedId: id, ...REASON }),
    roles: ['admin', 'office'],
    proof: 'fresh',
    may: '409 merger.not-merged',
  },
  ConfirmMerger: {
    of: 'person',
    asks: ({ id }) => post('people/mergers/confirmation', { absorbedId: id, ...REASON }),
    roles: ['admin', 'security', 'office', 'leader'],
    proof: 'fresh',
    may: '409 merger.none-proposed',
  },
  RegisterPeople: {
    of: 'nothing',
    asks: () => post('people/bulk', { rows: [] }),
    roles: ['admin', 'office', 'security'],
    may: '400 request.bad-shape',
  },
  ListPeople: {
    of: 'person',
    asks: () => get('people?limit=500'),
    roles: 'signed-in',
    scopes: ['read'],
    shows: 'mark',
  },
  FindPerson: {
    of: 'person',
    asks: ({ id }) => get(`people/${id}`),
    roles: 'signed-in',
    scopes: ['read'],
    shows: 'mark',
  },
};

/** Since there is a security administrator, the system administrator keeps no accounts. */
const keepers = (otherwise: Verdict = 'yes'): ByWho => ({ security: otherwise, else: '403 account.security-decides' });
const SECURITY_KEEPS: Rest = { roles: ['security', 'admin'], may: keepers() };
const OWN = "of the first unit's people";
const notTheirOwn = (code: string): Rest => ({
  roles: ['security', 'admin'],
  in: {
    else: keepers(),
    [OWN]: { 'security own': `409 ${code}` as Verdict, security: 'yes', else: '403 account.security-decides' },
  },
});
const account = on('account', 'accounts');
const client = on('client', 'clients');
const WATCHING: Rest = { roles: ['admin', 'security', 'audit', 'inspector'] };

const suspending = (): Row => {
  const rights = notTheirOwn('account.own-account');
  return account('/suspension', REASON, { ...rights, in: { ...rights.in, suspended: 'yes' } });
};

/** Whoever leads is no inspector, whoever asks for it. */
function granting(): Rest {
  const rights = notTheirOwn('account.own-account');
  const excluded = keepers('409 account.inspector-holds-no-other-role');
  return { ...rights, in: { ...rights.in, suspended: excluded } };
}

const accounts: Rows = {
  OpenAccount: {
    of: 'account',
    asks: ({ more }) => post('accounts', { login: 'another', personId: more['personId'], roles: ['reporter'] }),
    ...notTheirOwn('account.own-account'),
  },
  GrantRole: account('/roles', ({ more }: Thing) => ({ role: more['role'] }), granting()),
  WithdrawRole: account(
    '/roles/withdrawn',
    ({ more }: Thing) => ({ role: more['held'], ...REASON }),
    notTheirOwn('account.own-account'),
  ),
  // What is so already may be asked for by either.
  SuspendAccount: suspending(),
  ReinstateAccount: account(
    '/reinstatement',
    {},
    { roles: ['security', 'admin'], in: { suspended: keepers(), else: 'yes' } },
  ),
  CloseAccount: account('/closure', REASON, notTheirOwn('account.own-account')),
  IssueOneTimePassword: account('/one-time-password', {}, SECURITY_KEEPS),
  // Where nothing awaits it, anybody who may confirm is told so.
  ConfirmReset: account(
    '/reset-confirmation',
    {},
    { roles: ['security', 'admin', 'audit', 'inspector', 'leader', 'office', 'unit-head'], proof: 'fresh' },
  ),
  ConfirmResets: {
    of: 'nothing',
    asks: () => post('accounts/reset-confirmations', { accountIds: [] }),
    roles: ['security', 'admin', 'audit', 'inspector', 'leader', 'office'],
    proof: 'fresh',
    may: '400 request.bad-shape',
  },
  ListAccounts: { of: 'account', asks: () => get('accounts?limit=500'), ...WATCHING, scopes: ['audit'], shows: 'mark' },
  FindAccount: {
    of: 'account',
    asks: ({ id }) => get(`accounts/${id}`),
    ...WATCHING,
    scopes: ['audit'],
    shows: 'mark',
  },
  ListInspectorNotices: { of: 'nothing', asks: () => get('inspector-notices'), roles: ['inspector', 'audit'] },
};

const clients: Rows = {
  RegisterClient: {
    of: 'client',
    asks: ({ more }) =>
      post('clients', {
        name: '另一个',
        responsibleId: more['personId'],
        unitId: more['unitId'],
        roles: ['reporter'],
        scopes: ['report'],
        purpose: '对接',
      }),
    ...SECURITY_KEEPS,
  },
  ChangeClientScopes: client('/scopes', { scopes: ['export'], ...REASON }, notTheirOwn('client.own-client')),
  IssueClientKey: client(
    '/keys',
    () => ({ expiresOn: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10) }),
    notTheirOwn('client.own-client'),
  ),
  RevokeClientKey: client(
    '/keys/revoked',
    { prefix: 'aaaaaaaaaa', ...REASON },
    { roles: ['security', 'admin'], may: keepers('404 client.no-such-key') },
  ),
  SuspendClient: client('/suspension', REASON, SECURITY_KEEPS),
  ReinstateClient: client('/reinstatement', {}, { roles: ['security', 'admin'] }),
  ListClients: { of: 'client', asks: () => get('clients?limit=500'), ...WATCHING, scopes: ['audit'], shows: 'mark' },
  FindClient: { of: 'client', asks: ({ id }) => get(`clients/${id}`), ...WATCHING, scopes: ['audit'], shows: 'mark' },
};

const identity = { issuer: 'https://id.example.cn', subject: 's-1', ...REASON };

const links: Rows = {
  LinkAccount: account('/links', identity, notTheirOwn('account.own-account')),
  UnlinkAccount: account('/links/withdrawn', identity, { roles: ['security', 'admin'], may: '404 link.unknown' }),
  ListAccountLinks: { of: 'account', asks: ({ id }) => get(`accounts/${id}/links`), ...WATCHING },
};

const anybody: Rest = { roles: 'everyone' };
const oneself: Rest = { roles: 'signed-in', beforePassword: true };

const sessions: Rows = {
  // Past the rights the shape refuses it, so that no guess is counted against anybody.
  OpenSession: { of: 'nothing', asks: () => post('session', {}), ...anybody, may: '400 request.bad-shape' },
  RefreshSession: { of: 'nothing', asks: () => post('session/refresh', {}), ...anybody, may: '400 request.bad-shape' },
  BeginExternalSession: { of: 'nothing', asks: () => get('session/oidc'), ...anybody, may: '404 external.not-set-up' },
  OpenExternalSession: {
    of: 'nothing',
    asks: () => get('session/oidc/callback'),
    ...anybody,
    may: '404 external.not-set-up',
  },
  CloseSession: { of: 'nothing', asks: () => ({ method: 'DELETE', path: 'session' }), ...oneself, bySignIn: true },
  ReadMe: {
    of: 'nothing',
    asks: () => get('me'),
    ...oneself,
    scopes: ['read', 'audit', 'export'],
  },
  ProveIdentity: {
    of: 'nothing',
    asks: () => post('me/proof', {}),
    roles: 'signed-in',
    may: '400 request.bad-shape',
  },
  BeginExternalProof: {
    of: 'nothing',
    asks: () => post('me/proof/oidc', {}),
    roles: 'signed-in',
    may: '404 external.not-set-up',
  },
  ChangeOwnPassword: { of: 'nothing', asks: () => post('me/password', {}), ...oneself, may: '400 request.bad-shape' },
};

const WORKERS = ['unit-head', 'reporter', 'office'] as const;
const delegation = on('delegation', 'delegations');

const ofTheTwo = Object.fromEntries(
  (['leader', 'office', 'unit-head', 'reporter'] as const).flatMap((role) =>
    (['own', 'involved'] as const).map((place) => [`${role} ${place}` as const, 'yes' as Verdict]),
  ),
) as Exclude<ByWho, string>;

const delegations: Rows = {
  DelegateWork: {
    of: 'delegation',
    asks: ({ more }) =>
      post('delegations', { to: more['to'], acts: ['ReportProgress'], until: more['until'], reason: '出差' }),
    roles: WORKERS,
    may: {
      own: '409 delegation.to-oneself',
      'reporter involved': 'yes',
      involved: '409 delegation.open-already',
      else: 'yes',
    },
  },
  EndDelegation: delegation(
    '/end',
    {},
    {
      roles: [...WORKERS, 'leader', 'security'],
      may: { ...ofTheTwo, security: 'yes', else: '403 delegation.not-yours-to-end' },
    },
  ),
  ListDelegations: { of: 'delegation', asks: () => get('delegations'), roles: 'signed-in', toAll: true },
  FindDelegation: {
    of: 'delegation',
    asks: ({ id }) => get(`delegations/${id}`),
    roles: 'signed-in',
    may: {
      ...ofTheTwo,
      inspector: 'yes',
      audit: 'yes',
      security: 'yes',
      office: 'yes',
      admin: 'yes',
      else: '404 delegation.unknown',
    },
  },
};

export const identityRights: Rows = {
  ...directory,
  ...accounts,
  ...clients,
  ...links,
  ...sessions,
  ...delegations,
};
