import { SetClock } from '#event-sourcing';
import { Client } from '../support/client.js';
import { nothingStored, refused } from '../support/refused.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';
import { issueBody, makeWorld, roundBody, type World } from '../support/world.js';

/** Whoever has a password may use these; a token is not what they ask for. */
const OPEN_POSTS = ['/api/v1/session', '/api/v1/session/refresh'];
/** An inspector may be the first who confirms what others were given. */
const CONFIRMATIONS = ['/api/v1/accounts/{id}/reset-confirmation', '/api/v1/accounts/reset-confirmations'];
const OWN_POSTS = [...OPEN_POSTS, '/api/v1/me/password', '/api/v1/me/proof', '/api/v1/me/proof/oidc'];

describe('the rights of those who sign in', () => {
  const clock = new SetClock(new Date().toISOString());
  let server: RunningServer;
  let world: World;
  let routes: { method: string; path: string; secured: boolean }[];

  /** A path that leads to the route, whether or not there is such a thing. */
  const reached = (path: string) => path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
  const postsBut = (...paths: string[]) =>
    routes.filter(({ method, path }) => method === 'post' && !paths.includes(path));
  /** The answer to every POST that the description knows, in order. */
  const answersTo = async (who: Client, paths: readonly { path: string }[]) => {
    const answers: Record<string, string> = {};
    for (const { path } of paths) {
      const { status, body } = await who.try(reached(path), {});
      answers[path] = `${status} ${body.code}`;
    }
    return answers;
  };
  const allAre = (paths: readonly { path: string }[], answer: string) =>
    Object.fromEntries(paths.map(({ path }) => [path, answer]));

  beforeAll(async () => {
    server = await startServer({}, { clock });
    world = await makeWorld(server);
    const { paths } = await server.nobody.get('/api/openapi.json');
    routes = Object.entries(paths as Record<string, Record<string, { security?: object[] }>>).flatMap(([path, of]) =>
      Object.entries(of).map(([method, { security }]) => ({ method, path, secured: security !== undefined })),
    );
  });
  afterAll(() => server.stop());

  it('let an inspector give no command but to confirm what others were given', () =>
    nothingStored(server, async () => {
      const commands = postsBut(...OWN_POSTS, ...CONFIRMATIONS);
      expect(commands.length).toBeGreaterThan(40);
      expect(await answersTo(world.inspector, commands)).toEqual(allAre(commands, '403 rights.denied'));
    }));

  it('let an inspector read everything', async () => {
    const reads = routes.filter(({ method, secured }) => method === 'get' && secured);
    expect(reads.length).toBeGreaterThan(20);
    for (const { path } of reads) {
      const { status } = await world.inspector.send('GET', reached(path));
      expect([path, [200, 400, 404].includes(status)]).toEqual([path, true]);
    }
  });

  it('let nobody do or read anything without a token', () =>
    nothingStored(server, async () => {
      const commands = postsBut(...OPEN_POSTS);
      expect(await answersTo(server.nobody, commands)).toEqual(allAre(commands, '401 sign-in.required'));
      for (const { path } of routes.filter(({ method, secured }) => method === 'get' && secured))
        await refused(server.nobody.send('GET', reached(path)), 401, 'sign-in.required');
    }));

  it('let nobody do anything with a token that is none or was tampered with', async () => {
    const { accessToken } = await server.nobody.do('session', { login: 'office', password: PASSWORD });
    const [header, claims, signature] = accessToken.split('.') as [string, string, string];
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const another = encoded({ ...JSON.parse(Buffer.from(claims, 'base64url').toString()), sub: 'another' });
    const unsigned = encoded({ alg: 'none', typ: 'at+jwt' });
    await nothingStored(server, async () => {
      for (const token of ['garbage', `${header}.${another}.${signature}`, `${unsigned}.${claims}.`, `${accessToken}x`])
        await refused(new Client(server.url, token).try('rounds', roundBody), 401, 'sign-in.token-invalid');
    });
  });

  it('are denied to an account that has lost its only role', async () => {
    const clerk = await server.account('clerk-without', world.persons.office, 'office');
    const { items } = await server.admin.get(
      `accounts?personId=${world.persons.office}&after=${await server.engine.store.head()}`,
    );
    const lost = items.find(({ login }: { login: string }) => login === 'clerk-without');
    await server.admin.do(`accounts/${lost.id}/roles/withdrawn`, { role: 'office', reason: '调离' });
    await nothingStored(server, async () => {
      const commands = postsBut(...OWN_POSTS);
      expect(await answersTo(clerk, commands)).toEqual(allAre(commands, '403 rights.denied'));
    });
  });

  it('are denied to an account until it has changed its one-time password, and once it is suspended', async () => {
    const { id } = await server.admin.do('accounts', {
      login: 'newcomer',
      personId: world.persons.reporter,
      roles: ['reporter'],
    });
    const { oneTimePassword } = await server.admin.do(`accounts/${id}/one-time-password`, {});
    const fresh = await server.nobody.signIn('newcomer', oneTimePassword);
    await refused(fresh.send('GET', 'rounds'), 403, 'password.must-change');
    await fresh.do('me/password', { current: oneTimePassword, next: PASSWORD });
    const known = await server.nobody.signIn('newcomer', PASSWORD);
    await known.get('rounds');
    await server.admin.do(`accounts/${id}/suspension`, { reason: '停职' });
    await refused(known.send('GET', 'rounds'), 403, 'account.suspended');
    await refused(server.nobody.try('session', { login: 'newcomer', password: PASSWORD }), 403, 'account.suspended');
  });

  it('give an administrator no say in the work', async () => {
    const { id } = await world.office.do('rounds', roundBody);
    await nothingStored(server, async () => {
      const work = postsBut(...OWN_POSTS).filter(({ path }) => /\/(rounds|issues|tasks|imports|evidence)/.test(path));
      expect(await answersTo(server.admin, work)).toEqual(allAre(work, '403 rights.denied'));
      await refused(server.admin.try(`rounds/${id}/issues`, issueBody('1')), 403, 'rights.denied');
    });
  });

  it('end with the token, and come back with another', async () => {
    clock.set(new Date(Date.parse(clock.now()) + 3_600_000).toISOString());
    await refused(world.office.send('GET', 'rounds'), 401, 'sign-in.token-expired');
    await refused(world.office.try('rounds', roundBody), 401, 'sign-in.token-expired');
    const again = await server.nobody.signIn('office', PASSWORD);
    expect((await again.get('me')).account).toMatchObject({ name: '周敏', roles: ['office'] });
  });
});
