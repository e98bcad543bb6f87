import { createHash, randomUUID } from 'node:crypto';
import { type Actor, type Command, type CommandClass, Engine, RuleBroken } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { accountIdOf } from './domain/account/account.js';
import { GrantRole, OpenAccount, WithdrawRole } from './domain/account/opening.js';
import { SetPassword } from './domain/account/passwords.js';
import { SignIn } from './domain/account/sessions.js';
import { allRoles, dutiesDecider } from './domain/duties/duties.js';
import { RegisterPerson } from './domain/person/registration.js';
import type { Role } from './domain/roles.js';
import { identity } from './index.js';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const by = (...roles: string[]): Actor => ({
  id: `by-${roles[0]}`,
  personId: `p-${roles[0]}`,
  name: '甲',
  roles,
  client: 'spec',
});
const system = by('system');
const admin = by('admin');
const security = by('security');

const opened = async () => {
  const store = await openEventStore('memory:');
  const readStore = await openReadStore('sqlite::memory:');
  const engine = new Engine({ store, readStore, contexts: [identity], digest });
  await engine.start();
  const send = <C extends Command>(actor: Actor, type: CommandClass<C>, fields: Partial<C>) => {
    const commandId = randomUUID();
    const rim = { actor, issuedAt: engine.clock.now(), commandId, commandHash: commandId, correlationId: commandId };
    return engine.execute(Object.assign(new type(), rim, fields));
  };
  const idOf = (login: string) => accountIdOf(login, digest);
  const person = async (id: string) => void (await send(system, RegisterPerson, { id, name: id }));
  const account = (actor: Actor, login: string, personId: string, ...roles: Role[]) =>
    send(actor, OpenAccount, { login, personId, roles });
  const active = async (login: string) => {
    await send(system, SetPassword, { id: idOf(login), passwords: 0, oneTime: false });
    await send(system, SignIn, { id: idOf(login), passwords: 1, session: 's', until: '2999-01-01T00:00:00.000Z' });
  };
  const log = async () =>
    (await engine.events('0', 1_000)).map(({ type, metadata }) => ({ type, by: metadata.actor.id }));
  const close = async () => {
    await engine.stop();
    await readStore.close();
    await store.close();
  };
  return { engine, send, idOf, person, account, active, log, close };
};

const codeOf = (outcome: PromiseSettledResult<unknown>): string | undefined =>
  outcome.status === 'rejected' && outcome.reason instanceof RuleBroken ? outcome.reason.code : undefined;

const ROUNDS = 100;

describe('the authority over accounts', () => {
  it('passes from the system administrator to the security administrator when that one is active, not when opened', async () => {
    const { person, account, active, log, close, send, idOf } = await opened();
    for (const id of ['p-1', 'p-2', 'p-3']) await person(id);
    await account(admin, 'keeper', 'p-1', 'security');
    await account(admin, 'clerk', 'p-2', 'office');
    await active('keeper');
    const code = 'account.security-decides';
    await expect(account(admin, 'late', 'p-3', 'office')).rejects.toMatchObject({ code });
    const withdrawal = { id: idOf('clerk'), role: 'office' as const, reason: '调离' };
    await expect(send(admin, WithdrawRole, withdrawal)).rejects.toMatchObject({ code });
    await account(security, 'late', 'p-3', 'office');
    const types = (await log()).map(({ type }) => type);
    expect(types.filter((type) => type === 'AdministratorStoodIn')).toHaveLength(2);
    expect(types.filter((type) => type === 'SecurityDutiesSeparated')).toHaveLength(1);
    await close();
  });

  it('passes at once when a role is granted to somebody at work', async () => {
    const { person, account, active, send, idOf, close } = await opened();
    await person('p-1');
    await account(admin, 'keeper', 'p-1', 'reporter');
    await active('keeper');
    await send(admin, GrantRole, { id: idOf('keeper'), role: 'security' });
    await expect(account(admin, 'x-1', 'p-1', 'reporter')).rejects.toMatchObject({ code: 'account.security-decides' });
    await close();
  });

  it('leaves no trace of a grant that changes nothing', async () => {
    const { person, account, send, idOf, log, close } = await opened();
    await person('p-1');
    await account(admin, 'clerk', 'p-1', 'office');
    const before = await log();
    await send(admin, GrantRole, { id: idOf('clerk'), role: 'office' });
    await account(admin, 'clerk', 'p-1', 'office');
    expect(await log()).toEqual(before);
    await close();
  });

  it(`takes no act of the system administrator after the passing, in ${ROUNDS} races`, async () => {
    let refused = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const { person, account, active, log, close } = await opened();
      for (const id of ['p-0', 'p-1', 'p-2', 'p-3', 'p-4', 'p-5', 'p-6', 'p-7', 'p-8']) await person(id);
      await account(admin, 'keeper', 'p-0', 'security');
      const acts = Array.from({ length: 8 }, async (_, i) => {
        for (let turn = 0; turn < (i + round) % 5; turn++) await new Promise((resolve) => setImmediate(resolve));
        return account(admin, `clerk-${i}`, `p-${i + 1}`, 'office');
      });
      const [, ...outcomes] = await Promise.allSettled([active('keeper'), ...acts]);
      refused += outcomes.filter((one) => codeOf(one) === 'account.security-decides').length;
      expect(outcomes.filter((one) => one.status === 'rejected' && codeOf(one) !== 'account.security-decides')).toEqual(
        [],
      );
      const facts = await log();
      const passed = facts.findIndex(({ type }) => type === 'SecurityDutiesSeparated');
      expect(facts.slice(passed).filter((fact) => fact.by === admin.id)).toEqual([]);
      await close();
    }
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(8 * ROUNDS);
  });
});

describe('a person with two accounts', () => {
  it(`takes up one of two roles that exclude each other, in ${ROUNDS} races`, async () => {
    const { engine, person, account, send, idOf, close } = await opened();
    for (let round = 0; round < ROUNDS; round++) {
      const [id, one, other] = [`p-${round}`, `one-${round}`, `other-${round}`];
      await person(id);
      await account(security, one, id, 'reporter');
      await account(security, other, id, 'reporter');
      const outcomes = await Promise.allSettled([
        send(security, GrantRole, { id: idOf(one), role: 'admin' }),
        send(security, GrantRole, { id: idOf(other), role: 'audit' }),
      ]);
      const codes = outcomes.map(codeOf).filter((code) => code !== undefined);
      expect(codes).toEqual(['account.administrators-exclude-each-other']);
      const { state } = await engine.lookup.state(dutiesDecider, id);
      expect(allRoles(state)).toHaveLength(2);
    }
    await close();
  });
});
