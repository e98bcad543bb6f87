import { createHash } from 'node:crypto';
import { type Command, type CommandClass, Engine, type RuleBroken, SetClock } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { MemoryCredentials } from '../credentials/memory-credentials.js';
import { accountIdOf } from '../domain/account/account.js';
import { OpenAccount } from '../domain/account/opening.js';
import { HoldPost } from '../domain/person/appointment.js';
import { RegisterPerson } from '../domain/person/registration.js';
import { RegisterUnit } from '../domain/unit/unit.js';
import { identity } from '../index.js';
import { AccessTokens } from './access-tokens.js';
import { issued, theSystem } from './issued-command.js';
import { Passwords } from './passwords.js';
import type { Tokens } from './sessions.js';
import { SignInService } from './sign-in-service.js';
import { newSigningKey } from './signing-key.js';

/** Real argon2id at its cheapest. */
export const cost = { memoryKiB: 8, iterations: 1, lanes: 1 };
const digest = (text: string) => createHash('sha256').update(text).digest('hex');
export const PASSWORD = 'correct horse battery';
export const HERE = '192.0.2.1';
export const COMING = { client: 'spec', from: HERE };
export const [PERSON, UNIT] = ['5b2c9a52-6d6d-4f0e-9d0a-3f6f6a0e1c11', '5b2c9a52-6d6d-4f0e-9d0a-3f6f6a0e1c12'];
export const ACCOUNT = accountIdOf('wang', digest);

const started = async (clock: SetClock) => {
  const store = await openEventStore('memory:', { clock });
  const readStore = await openReadStore('sqlite::memory:');
  const engine = new Engine({ store, readStore, contexts: [identity], digest, clock });
  await engine.start();
  const close = async () => {
    await engine.stop();
    await Promise.all([store.close(), readStore.close()]);
  };
  return { engine, store, close };
};

/** An account of somebody with a post, and all that signs it in, over events in memory. */
export const setUp = async () => {
  const clock = new SetClock('2024-01-01T00:00:00.000Z');
  const { engine, store, close } = await started(clock);
  const credentials = new MemoryCredentials();
  const tokens = new AccessTokens(await newSigningKey(), clock);
  let unknown = 0;
  const onUnknownLogin = () => void (unknown += 1);
  const signIn = await SignInService.over({ engine, credentials, tokens, cost, refusalMs: 0, onUnknownLogin });
  const passwords = new Passwords({ engine, credentials, cost, attempts: signIn.attempts });
  const act = <C extends Command>(type: CommandClass<C>, fields: Partial<C>) =>
    engine.execute(issued(engine, type, theSystem, fields));
  await act(RegisterUnit, { id: UNIT, name: '党政办' });
  await act(RegisterPerson, { id: PERSON, name: '王芳' });
  await act(HoldPost, { id: PERSON, unitId: UNIT, post: '主任', from: '2021-03-01' });
  await act(OpenAccount, { login: 'wang', personId: PERSON, roles: ['office', 'leader'] });
  await passwords.set(ACCOUNT, PASSWORD, false);
  const enter = (password = PASSWORD, login = 'wang', from = HERE) =>
    signIn.signIn(login, password, { client: 'spec', from });
  const who = ({ accessToken }: Tokens) => signIn.sessions.authenticate(accessToken, 'spec');
  const facts = async (type: string) => (await store.readAll('0', 1_000)).filter((event) => event.type === type);
  /** As another process over the same events and credentials would. */
  const elsewhere = () => SignInService.over({ engine, credentials, tokens, cost, refusalMs: 0 });
  return {
    clock,
    engine,
    credentials,
    signIn,
    passwords,
    act,
    enter,
    who,
    facts,
    elsewhere,
    unknown: () => unknown,
    close,
  };
};

/** Lets something else happen once, when all has been looked at and the command is about to be taken. */
export const beforeTaking = (engine: Engine, type: CommandClass, happens: () => Promise<unknown>): void => {
  const execute = engine.execute.bind(engine);
  let waiting = true;
  engine.execute = async (command: Command) => {
    if (waiting && command instanceof type) {
      waiting = false;
      await happens();
    }
    return execute(command);
  };
};

export type SignInWorld = Awaited<ReturnType<typeof setUp>>;

export const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'accepted',
    (error: RuleBroken) => error.code,
  );
