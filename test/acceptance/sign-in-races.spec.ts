import { setTimeout as delay } from 'node:timers/promises';
import { amended, type Command, type Engine } from '#event-sourcing';
import { accountDecider, SignIn } from '#identity';
import { Client } from '../support/client.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';

const ROUNDS = 50;
/** One after the other: of one login from one place. */
const SIGN_INS = 2;

interface Raced {
  /** Sign-ins that were answered with tokens. */
  readonly entered: number;
  /** Of these, sessions that were still good for anything after the reset. */
  readonly lasting: number;
}

/** In each round somebody signs in with their password while an administrator resets it. */
const race = async ({ url, admin, nobody }: RunningServer, untilOneLasts = false): Promise<Raced> => {
  const { id: personId } = await admin.do('people', { name: '陈静' });
  const { id } = await admin.do('accounts', { login: 'chen', personId, roles: ['reporter'] });
  const reset = async (): Promise<string> =>
    (await admin.do(`accounts/${id}/one-time-password`, { reason: '遗忘' })).oneTimePassword;
  const isGood = async ({ accessToken, refreshToken }: { accessToken: string; refreshToken: string }) => {
    const renewed = await nobody.try('session/refresh', { refreshToken });
    return renewed.status === 200 || (await new Client(url, accessToken).send('GET', 'me')).status === 200;
  };
  let [entered, lasting] = [0, 0];
  let oneTime = await reset();
  for (let round = 0; round < ROUNDS; round++) {
    const password = `${PASSWORD}-${round}`;
    await nobody.firstSignIn('chen', oneTime, password);
    const enter = () => nobody.try('session', { login: 'chen', password });
    const [set, ...answers] = await Promise.all([
      delay(round % 5).then(reset),
      ...Array.from({ length: SIGN_INS }, enter),
    ]);
    oneTime = set;
    const opened = answers.filter(({ status }) => status === 201);
    entered += opened.length;
    for (const { body } of opened) if (await isGood(body)) lasting += 1;
    if (untilOneLasts && lasting > 0) break;
  }
  return { entered, lasting };
};

/** Tells each sign-in that nothing has changed since its password was looked at. */
const judgedByNothing = (engine: Engine): void => {
  const execute = engine.execute.bind(engine);
  engine.execute = async (command: Command) => {
    if (!(command instanceof SignIn)) return execute(command);
    const { state } = await engine.lookup.state(accountDecider, command.id);
    return execute(amended(command, { passwords: state?.passwords }));
  };
};

describe('a password that is reset while its holder signs in with it', () => {
  let server: RunningServer;
  beforeEach(async () => {
    server = await startServer({ RECTIFY_SIGN_INS_PER_MINUTE: '5000' }, { sameClasses: true });
  });
  afterEach(() => server.stop());

  it(`leaves no session of before, in ${ROUNDS} races`, async () => {
    const { entered, lasting } = await race(server);
    expect(lasting).toBe(0);
    expect(entered).toBeGreaterThan(0);
    expect(entered).toBeLessThan(ROUNDS * SIGN_INS);
  });

  it('would leave some if a sign-in were not judged by the password that is in force', async () => {
    judgedByNothing(server.engine);
    expect((await race(server, true)).lasting).toBeGreaterThan(0);
  });
});
