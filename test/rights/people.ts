import type { SetClock } from '#event-sourcing';
import { Client } from '../support/client.js';
import { PASSWORD, type RunningServer } from '../support/server.js';

/** Those who do the work; one person may hold an account for each of them. */
export const WORKING = ['leader', 'office', 'unit-head', 'reporter'] as const;
/** Whoever is one of these is nothing else. */
export const APART = ['inspector', 'admin', 'security', 'audit'] as const;
export const ROLES = [...WORKING, ...APART] as const;
export type Role = (typeof ROLES)[number];

/** Where somebody's post is, seen from the unit that leads: in it, in the one above, below, elsewhere; or involved in the thing. */
export const PLACES = ['own', 'above', 'below', 'other', 'involved'] as const;
/** What somebody is to a body and its meeting. */
export const SEATS = ['chair', 'secretary', 'member', 'absent', 'sitting-in', 'stranger'] as const;
export type Place = (typeof PLACES)[number] | (typeof SEATS)[number];

export const SCOPES = ['read', 'audit', 'export', 'report', 'import', 'register'] as const;
export type Scope = (typeof SCOPES)[number];

export const FLAWS = {
  'no token': '401 sign-in.required',
  'a token that is none': '401 sign-in.token-invalid',
  'an expired token': '401 sign-in.token-expired',
  'a suspended account': '403 account.suspended',
  'a one-time password': '403 password.must-change',
} as const;
export type Flaw = keyof typeof FLAWS;

export interface Who {
  /** One role, of a person's account. */
  readonly roles: readonly Role[];
  readonly place: Place;
  readonly personId: string;
  readonly accountId: string;
  readonly token: string;
  /** Of an API client: all that it holds. */
  readonly scope?: Scope;
}

/** Who builds the things up, and is asked about nothing. */
export interface Cast {
  readonly office: Client;
  /** Of the office too; enters what whoever endorses may not have entered. */
  readonly registrar: Client;
  readonly head: Client;
  readonly reporter: Client;
  readonly leader: Client;
  readonly secondLeader: Client;
  /** A reporter of those who are involved. */
  readonly involved: Client;
  readonly admin: Client;
  readonly security: Client;
}

export interface People {
  readonly units: Readonly<Record<'own' | 'above' | 'below' | 'other', string>>;
  readonly persons: Readonly<Record<string, string>>;
  /** By place in the tree of units. */
  readonly placed: readonly Who[];
  /** By seat in the body. */
  readonly seated: readonly Who[];
  readonly clients: readonly Who[];
  /** An API client that a security administrator answers for. */
  readonly ownClientId: string;
  readonly suspendedAccountId: string;
  /** By token: that it is the person themself. */
  readonly proofs: ReadonlyMap<string, string>;
  /** For each flaw, somebody of the role. */
  readonly flawed: (flaw: Flaw, role: Role) => string | undefined;
  readonly cast: Cast;
}

interface Wanted {
  readonly person: string;
  readonly unit?: keyof People['units'];
  readonly accounts: readonly { readonly login: string; readonly roles: readonly Role[] }[];
}

const unitOf = (place: (typeof PLACES)[number]): keyof People['units'] => (place === 'involved' ? 'own' : place);
const account = (login: string, ...roles: Role[]) => ({ login, roles });

const placedPeople = PLACES.flatMap((place): Wanted[] => {
  const unit = unitOf(place);
  const working = WORKING.map((role) => account(`${place}-${role}`, role));
  const apart = APART.map((role) => ({
    person: `${place}-${role}`,
    unit,
    accounts: [account(`${place}-${role}`, role)],
  }));
  return [{ person: place, unit, accounts: working }, ...apart];
});

/** The members of the body are of the leading unit; strangers to it are those of another one. */
const seatedPeople = SEATS.filter((seat) => seat !== 'member' && seat !== 'stranger').map((seat): Wanted => ({
  person: seat,
  unit: 'other',
  accounts: WORKING.map((role) => account(`${seat}-${role}`, role)),
}));

const HELD = ['expired', 'suspended', 'one-time'] as const;

const flawedPeople = [WORKING, ...APART.map((role) => [role] as const)].map((roles): Wanted => ({
  person: `flawed-${roles[0]}`,
  unit: 'own',
  accounts: HELD.map((held) => account(`${held}-${roles[0]}`, ...roles)),
}));

const castPeople: readonly Wanted[] = [
  { person: 'cast-office', unit: 'other', accounts: [account('cast-office', 'office')] },
  { person: 'cast-registrar', unit: 'other', accounts: [account('cast-registrar', 'office')] },
  { person: 'cast-head', unit: 'own', accounts: [account('cast-head', 'unit-head')] },
  { person: 'cast-reporter', unit: 'own', accounts: [account('cast-reporter', 'reporter')] },
  { person: 'cast-leader', unit: 'other', accounts: [account('cast-leader', 'leader')] },
  { person: 'cast-responsible', unit: 'other', accounts: [account('cast-responsible', 'leader')] },
  { person: 'cast-second', unit: 'other', accounts: [account('cast-second', 'leader')] },
];

const everybody = [...placedPeople, ...seatedPeople, ...flawedPeople, ...castPeople];

interface Opened {
  readonly accountId: string;
  readonly oneTimePassword: string;
}

const inAMonth = (): string => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

/** Opened by the one administrator, before there is a security administrator who would have to. */
class Registry {
  readonly units: Record<string, string> = {};
  readonly persons: Record<string, string> = {};
  readonly accounts: Record<string, Opened> = {};
  readonly tokens: Record<string, string> = {};

  constructor(private readonly server: RunningServer) {}

  async registerUnits(): Promise<void> {
    const { admin } = this.server;
    const unit = async (name: string, parentId?: string) => (await admin.do('units', { name, parentId })).id as string;
    this.units['above'] = await unit('区农业农村局');
    this.units['own'] = await unit('种植业科', this.units['above']);
    this.units['below'] = await unit('植保站', this.units['own']);
    this.units['other'] = await unit('区水务局');
  }

  async register({ person, unit, accounts }: Wanted): Promise<void> {
    const { admin } = this.server;
    const personId = (await admin.do('people', { name: `人员${person}` })).id as string;
    this.persons[person] = personId;
    const post = { unitId: this.units[unit ?? 'other'], post: '干部', from: '2020-01-01' };
    await admin.do(`people/${personId}/posts`, post);
    for (const { login, roles } of accounts) {
      const { id } = await admin.do('accounts', { login, personId, roles });
      const { oneTimePassword } = await admin.do(`accounts/${id}/one-time-password`, {});
      this.accounts[login] = { accountId: id, oneTimePassword };
    }
  }

  /** Its first session goes on after the password was changed. */
  async enter(login: string, { change = true } = {}): Promise<string> {
    const { nobody, url } = this.server;
    const { oneTimePassword } = this.accounts[login]!;
    const { accessToken } = await nobody.do('session', { login, password: oneTimePassword });
    if (change) await new Client(url, accessToken).do('me/password', { current: oneTimePassword, next: PASSWORD });
    this.tokens[login] = accessToken;
    return accessToken;
  }

  async registerClients(): Promise<Who[]> {
    const { admin } = this.server;
    const found: Who[] = [];
    const answering = [
      [['office', 'reporter'], this.persons['cast-office']!],
      [['inspector'], this.persons['other-inspector']!],
    ] as const;
    for (const [roles, responsibleId] of answering)
      for (const scope of SCOPES) {
        const client = { name: `${roles[0]}-${scope}`, responsibleId, roles, scopes: [scope], purpose: '对接' };
        const { id } = await admin.do('clients', { ...client, unitId: this.units['own'] });
        const { key } = await admin.do(`clients/${id}/keys`, { expiresOn: inAMonth() });
        found.push({ roles, place: 'own', personId: responsibleId, accountId: id, token: key, scope });
      }
    return found;
  }

  async registerOwnClient(): Promise<string> {
    const responsibleId = this.persons['own-security'];
    const client = { name: '自己的', responsibleId, roles: ['office'], scopes: ['read'], purpose: '对接' };
    return (await this.server.admin.do('clients', client)).id;
  }

  who(login: string, role: Role, place: Place): Who {
    const person = login.replace(new RegExp(`-(${WORKING.join('|')})$`), '');
    const { accountId } = this.accounts[login]!;
    return { roles: [role], place, personId: this.persons[person]!, accountId, token: this.tokens[login]! };
  }
}

const inBatches = async <T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> => {
  for (let at = 0; at < all.length; at += 4) await Promise.all(all.slice(at, at + 4).map(work));
};

const HOURS_2 = 2 * 3_600_000;

/** What the administrator gave to others is confirmed by an auditor. */
const confirmAll = async ({ url }: RunningServer, { accounts, tokens }: Registry): Promise<void> => {
  const witness = 'own-audit';
  const auditor = new Client(url, tokens[witness]).knowing(PASSWORD);
  await auditor.prove();
  const others = Object.entries(accounts).filter(([login]) => login !== witness);
  await inBatches(others, ([, { accountId }]) => auditor.do(`accounts/${accountId}/reset-confirmation`, {}));
};

/** For whoever has done with one-time passwords. */
const proofsOf = async ({ url }: RunningServer, whos: readonly Who[]): Promise<ReadonlyMap<string, string>> => {
  const proofs = new Map<string, string>();
  await inBatches([...new Set(whos.map(({ token }) => token))], async (token) => {
    const { proof } = await new Client(url, token).do('me/proof', { password: PASSWORD });
    proofs.set(token, proof as string);
  });
  return proofs;
};

const flawIn = ({ tokens }: Registry, flaw: Flaw, role: Role): string | undefined => {
  const kind = (WORKING as readonly string[]).includes(role) ? WORKING[0] : role;
  const held = {
    'no token': undefined,
    'a token that is none': 'garbage',
    'an expired token': tokens[`expired-${kind}`],
    'a suspended account': tokens[`suspended-${kind}`],
    'a one-time password': tokens[`one-time-${kind}`],
  };
  return held[flaw];
};

const castOf = ({ url }: RunningServer, { tokens }: Registry, admin: Client): Cast => {
  const client = (login: string) => new Client(url, tokens[login]).knowing(PASSWORD);
  return {
    office: client('cast-office'),
    registrar: client('cast-registrar'),
    head: client('cast-head'),
    reporter: client('cast-reporter'),
    leader: client('cast-leader'),
    secondLeader: client('cast-second'),
    involved: client('involved-reporter'),
    admin,
    security: client('own-security'),
  };
};

const seatedIn = (registry: Registry): Who[] => [
  ...seatedPeople.flatMap(({ person }) =>
    WORKING.map((role) => registry.who(`${person}-${role}`, role, person as Place)),
  ),
  ...ROLES.map((role) => registry.who(`own-${role}`, role, 'member')),
  ...ROLES.map((role) => registry.who(`other-${role}`, role, 'stranger')),
];

/** Everybody who is asked about, each signed in through an account of one role; two hours pass meanwhile. */
export const makePeople = async (server: RunningServer, clock: SetClock): Promise<People> => {
  const registry = new Registry(server);
  await registry.registerUnits();
  for (const one of everybody) await registry.register(one);
  const clients = await registry.registerClients();
  const ownClientId = await registry.registerOwnClient();
  const logins = everybody.flatMap(({ accounts }) => accounts.map(({ login }) => login));
  const expiring = logins.filter((login) => login.startsWith('expired-'));
  await inBatches(expiring, (login) => registry.enter(login));
  clock.set(new Date(Date.parse(clock.now()) + HOURS_2).toISOString());
  const entering = logins.filter((login) => !expiring.includes(login));
  await inBatches(
    entering.filter((login) => !login.startsWith('one-time-')),
    (login) => registry.enter(login),
  );
  await inBatches(
    entering.filter((login) => login.startsWith('one-time-')),
    (login) => registry.enter(login, { change: false }),
  );
  await confirmAll(server, registry);
  const cast = castOf(server, registry, await server.nobody.signIn('admin', PASSWORD));
  for (const login of logins.filter((one) => one.startsWith('suspended-')))
    await cast.security.do(`accounts/${registry.accounts[login]!.accountId}/suspension`, { reason: '停用' });
  const placed = PLACES.flatMap((place) => ROLES.map((role) => registry.who(`${place}-${role}`, role, place)));
  const seated = seatedIn(registry);
  return {
    units: registry.units as People['units'],
    persons: registry.persons,
    placed,
    seated,
    proofs: await proofsOf(server, [...placed, ...seated]),
    clients,
    ownClientId,
    suspendedAccountId: registry.accounts['suspended-leader']!.accountId,
    flawed: (flaw, role) => flawIn(registry, flaw, role),
    cast,
  };
};
