import { createHash } from 'node:crypto';
import { type Command, type CommandClass, Engine, RuleBroken, SetClock, streamName } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { MemoryCredentials } from '../credentials/memory-credentials.js';
import { ChangeClientScopes, RegisterClient, ReinstateClient, SuspendClient } from '../domain/client/registration.js';
import { IssueClientKey, RecordKeyUse, RevokeClientKey } from '../domain/client/keys.js';
import { RegisterPerson } from '../domain/person/registration.js';
import { RegisterUnit, RenameUnit } from '../domain/unit/unit.js';
import { identity } from '../index.js';
import { accountDecider, accountIdOf } from '../domain/account/account.js';
import { OpenAccount } from '../domain/account/opening.js';
import { SuspendAccount } from '../domain/account/suspension.js';
import { ClientKeys } from './client-keys.js';
import { issued, theSystem } from './issued-command.js';
import { beforeTaking, codeOf } from './sign-in.fixture.js';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const [PERSON, UNIT, CLIENT] = [1, 2, 3].map((n) => `5b2c9a52-6d6d-4f0e-9d0a-3f6f6a0e1c1${n}`) as [
  string,
  string,
  string,
];

const setUp = async () => {
  const clock = new SetClock('2024-01-01T00:00:00.000Z');
  const store = await openEventStore('memory:', { clock });
  const readStore = await openReadStore('sqlite::memory:');
  const engine = new Engine({ store, readStore, contexts: [identity], digest, clock });
  await engine.start();
  const credentials = new MemoryCredentials();
  let unknown = 0;
  const parts = { engine, credentials, onUnknownKey: () => void (unknown += 1) };
  const keys = new ClientKeys(parts);
  const act = <C extends Command>(type: CommandClass<C>, fields: Partial<C>) =>
    engine.execute(issued(engine, type, theSystem, fields));
  await act(RegisterUnit, { id: UNIT, name: '经济发展部' });
  await act(RegisterPerson, { id: PERSON, name: '王芳' });
  const registration = { name: '财务系统', responsibleId: PERSON, unitId: UNIT };
  await act(RegisterClient, { id: CLIENT, ...registration, roles: ['reporter'], scopes: ['read', 'report'] });
  const issueCommand = (fields: Partial<IssueClientKey> = {}) =>
    issued(engine, IssueClientKey, theSystem, { id: CLIENT, expiresOn: '2024-06-30', ...fields });
  const enter = (key: string) => keys.authenticate(key, 'spec/1');
  const facts = async (type: string) => (await store.readAll('0', 1_000)).filter((event) => event.type === type);
  const close = async () => {
    await engine.stop();
    await Promise.all([store.close(), readStore.close()]);
  };
  return { clock, engine, credentials, keys, parts, act, issueCommand, enter, facts, unknown: () => unknown, close };
};

let world: Awaited<ReturnType<typeof setUp>>;
let key: string;
let prefix: string;
beforeEach(async () => {
  world = await setUp();
  ({ key, prefix } = await world.keys.issue(world.issueCommand()));
});
afterEach(() => world.close());

/** The same key with its last sign changed. */
const wrong = (right: string): string => right.slice(0, -1) + (right.endsWith('A') ? 'B' : 'A');

describe('an API key', () => {
  it('says who issued it for what, and is kept as a hash only', async () => {
    expect(key).toMatch(/^rk_[a-z2-7]{10}_[\w-]{43}$/);
    expect(key.slice(3, 13)).toBe(prefix);
    const secret = key.slice(14);
    expect(await world.credentials.clientKey(prefix)).toEqual({ prefix, clientId: CLIENT, digest: digest(secret) });
    const log = JSON.stringify(await world.engine.events('0', 1_000));
    expect(log).toContain(prefix);
    expect(log).not.toContain(secret);
    expect(log).not.toContain(digest(secret));
  });

  it('acts as the client itself, for its unit, by the roles and scopes of now', async () => {
    const client = {
      id: CLIENT,
      personId: `client:${CLIENT}`,
      name: '财务系统',
      roles: ['reporter'],
      client: '财务系统',
    };
    const who = await world.enter(key);
    expect(who).toEqual({
      actor: { ...client, unitId: UNIT, unit: '经济发展部' },
      key: prefix,
      scopes: ['read', 'report'],
      mustChangePassword: false,
      at: '2024-01-01T00:00:00.000Z',
    });
    await world.act(RenameUnit, { id: UNIT, name: '经济局' });
    await world.act(ChangeClientScopes, { id: CLIENT, scopes: ['read'], reason: '收回' });
    const now = await world.enter(key);
    expect([now.actor.unit, now.scopes]).toEqual(['经济局', ['read']]);
  });

  it('is shown once: the same request again is refused and makes no second key', async () => {
    const command = () => world.issueCommand({ commandId: CLIENT, commandHash: 'h' });
    await world.keys.issue(command());
    expect(await codeOf(world.keys.issue(command()))).toBe('client.key-shown-once');
    expect(await world.facts('ClientKeyIssued')).toHaveLength(2);
  });

  it('lives beside its successor, so that keys can be exchanged without a gap', async () => {
    const next = await world.keys.issue(world.issueCommand());
    expect([await codeOf(world.enter(key)), await codeOf(world.enter(next.key))]).toEqual(['accepted', 'accepted']);
    await world.act(RevokeClientKey, { id: CLIENT, prefix, reason: '轮换' });
    expect([await codeOf(world.enter(key)), await codeOf(world.enter(next.key))]).toEqual([
      'client.key-revoked',
      'accepted',
    ]);
  });

  it('opens nothing after its last day in Shanghai', async () => {
    world.clock.set('2024-06-30T15:59:59.999Z');
    expect(await codeOf(world.enter(key))).toBe('accepted');
    world.clock.set('2024-06-30T16:00:00.000Z');
    expect(await codeOf(world.enter(key))).toBe('client.key-expired');
  });

  it('opens nothing while its client is suspended', async () => {
    await world.act(SuspendClient, { id: CLIENT, reason: '异常' });
    expect(await codeOf(world.enter(key))).toBe('client.suspended');
    await world.act(ReinstateClient, { id: CLIENT });
    expect(await codeOf(world.enter(key))).toBe('accepted');
  });

  it('whose fact is not in the log opens nothing, whatever the credentials say', async () => {
    await world.credentials.keepClientKey({ prefix: 'zzzzzzzzzz', clientId: CLIENT, digest: digest('A'.repeat(43)) });
    expect(await codeOf(world.enter(`rk_zzzzzzzzzz_${'A'.repeat(43)}`))).toBe('client.key-invalid');
  });
});

describe('a key that is none', () => {
  it.each([
    ['an unknown prefix', () => `rk_aaaaaaaaaa_${key.slice(14)}`],
    ['no secret', () => key.slice(0, 14)],
    ['half a secret', () => key.slice(0, 30)],
    ['a longer secret', () => `${key}A`],
    ['a prefix in capitals', () => key.toUpperCase().replace('RK_', 'rk_')],
    ['nothing but the beginning', () => 'rk_'],
  ])('because of %s is counted and leaves nothing in the log', async (_, made) => {
    const before = await world.engine.store.head();
    expect(await codeOf(world.enter(made()))).toBe('client.key-invalid');
    expect([world.unknown(), await world.engine.store.head()]).toEqual([1, before]);
  });

  it('but names a prefix in use is on record at the first, tenth and hundredth try', async () => {
    for (let i = 0; i < 120; i++) expect(await codeOf(world.enter(wrong(key)))).toBe('client.key-invalid');
    const refusals = await world.facts('ClientKeyRefused');
    expect(refusals.map(({ data }) => data)).toEqual(
      [1, 10, 100].map((attempts) => ({ prefix, cause: 'wrong-secret', attempts })),
    );
    expect(refusals[0]?.metadata.actor).toMatchObject({ id: 'nobody', client: 'spec/1' });
    expect(world.unknown()).toBe(0);
  });

  it('does not keep the right one from working', async () => {
    for (let i = 0; i < 30; i++) await codeOf(world.enter(wrong(key)));
    expect(await codeOf(world.enter(key))).toBe('accepted');
  });

  it('is on record by its cause; whether it was revoked is told to its holder only', async () => {
    await world.act(RevokeClientKey, { id: CLIENT, prefix, reason: '泄露' });
    expect(await codeOf(world.enter(key))).toBe('client.key-revoked');
    expect(await codeOf(world.enter(wrong(key)))).toBe('client.key-invalid');
    const causes = (await world.facts('ClientKeyRefused')).map(({ data }) => (data as { cause: string }).cause);
    expect(causes).toEqual(['revoked', 'wrong-secret']);
  });
});

describe('the use of a key', () => {
  it('is a fact once a day, and known to the moment', async () => {
    await world.enter(key);
    world.clock.set('2024-01-01T08:00:00.000Z');
    await Promise.all([world.enter(key), world.enter(key)]);
    expect(await world.facts('ClientKeyUsed')).toHaveLength(1);
    expect([...(await world.keys.lastUses(CLIENT, [prefix]))]).toEqual([[prefix, '2024-01-01T08:00:00.000Z']]);
    world.clock.set('2024-01-01T16:00:00.000Z');
    await Promise.all([world.enter(key), world.enter(key)]);
    const uses = await world.facts('ClientKeyUsed');
    expect(uses.map(({ data }) => (data as { on: string }).on)).toEqual(['2024-01-01', '2024-01-02']);
    expect(uses[0]?.metadata.actor).toMatchObject({ id: CLIENT, client: '财务系统' });
  });

  it('is written down for other processes and the next start when this one ends', async () => {
    await world.enter(key);
    await world.keys.onModuleDestroy();
    const other = new ClientKeys(world.parts);
    expect((await other.lastUses(CLIENT, [prefix])).get(prefix)).toBe('2024-01-01T00:00:00.000Z');
  });

  it('by another process counts when it is the later one', async () => {
    await world.enter(key);
    await world.credentials.noteKeyUse(prefix, '2024-01-01T00:00:05.000Z');
    expect((await world.keys.lastUses(CLIENT, [prefix])).get(prefix)).toBe('2024-01-01T00:00:05.000Z');
  });

  it('that cannot be written down now is not lost', async () => {
    const { noteKeyUse } = world.credentials;
    world.credentials.noteKeyUse = () => Promise.reject(new Error('away'));
    await world.enter(key);
    await expect(world.keys.onModuleDestroy()).rejects.toThrow('away');
    world.credentials.noteKeyUse = noteKeyUse;
    await world.keys.onModuleDestroy();
    expect((await world.credentials.keyUses(CLIENT)).get(prefix)).toBe('2024-01-01T00:00:00.000Z');
  });
});

describe('a key in a race', () => {
  it('with its revocation opens nothing, on record, and was not used', async () => {
    const { engine, act, facts } = world;
    beforeTaking(engine, RecordKeyUse, () => act(RevokeClientKey, { id: CLIENT, prefix, reason: '泄露' }));
    expect(await codeOf(world.enter(key))).toBe('client.key-revoked');
    expect([await facts('ClientKeyUsed'), (await facts('ClientKeyRefused')).length]).toEqual([[], 1]);
  });

  it('with the suspension of its client opens nothing', async () => {
    const { engine, act } = world;
    beforeTaking(engine, RecordKeyUse, () => act(SuspendClient, { id: CLIENT, reason: '异常' }));
    expect(await codeOf(world.enter(key))).toBe('client.suspended');
  });

  it('with the suspension of whoever issues it is not issued', async () => {
    const { engine, act, facts } = world;
    const id = accountIdOf('keeper', digest);
    await act(OpenAccount, { login: 'keeper', personId: PERSON, roles: ['security'] });
    const { version } = await engine.lookup.state(accountDecider, id);
    const authority = { stream: streamName(accountDecider.category, id), version };
    const renewAuthority = () => Promise.reject(new RuleBroken('account.suspended'));
    beforeTaking(engine, IssueClientKey, () => act(SuspendAccount, { id, reason: '离岗' }));
    const issuing = world.keys.issue(world.issueCommand({ authority, renewAuthority }));
    expect(await codeOf(issuing)).toBe('account.suspended');
    expect(await facts('ClientKeyIssued')).toHaveLength(1);
  });
});
