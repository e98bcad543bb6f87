import { Client } from '../support/client.js';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.js';
import { refused } from '../support/refused.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';
import { bringToRequest, issueBody, makeWorld, roundBody, type World } from '../support/world.js';

const PROGRAM = {
  clientId: 'rectify',
  clientSecret: 'between-two-programs',
  redirectUrl: 'http://127.0.0.1/api/v1/session/oidc/callback',
};

describe('a decision in a session of the provider', () => {
  let server: RunningServer;
  let provider: IdentityProvider;
  let world: World;
  let head: Client;
  let issueId: string;

  const cookieOf = (headers: Headers): string => headers.get('set-cookie')!.split(';')[0]!;
  const comeBack = (address: string, cookie: string) =>
    server.nobody.send('GET', new URL(address).pathname + new URL(address).search, undefined, { cookie });
  const enter = async (subject: string): Promise<Client> => {
    const answer = await fetch(`${server.url}/api/v1/session/oidc`, { redirect: 'manual' });
    const address = await provider.signIn(answer.headers.get('location')!, subject);
    return new Client(server.url, (await comeBack(address, cookieOf(answer.headers))).body.accessToken);
  };
  const beginProof = async (client: Client) => {
    const { status, body, headers } = await client.send('POST', 'me/proof/oidc');
    expect(status).toBe(200);
    return { url: body.url as string, cookie: cookieOf(headers) };
  };
  const prove = async (client: Client, subject: string) => {
    const { url, cookie } = await beginProof(client);
    return comeBack(await provider.signIn(url, subject), cookie);
  };
  const endorse = (by: Client, proof = '') =>
    by.send(
      'POST',
      `issues/${issueId}/closure-endorsement`,
      {},
      { 'if-match': '*', ...(proof ? { 'x-rectify-proof': proof } : {}) },
    );

  beforeAll(async () => {
    provider = await startIdentityProvider(PROGRAM);
    server = await startServer({
      RECTIFY_OIDC_ISSUER: provider.issuer,
      RECTIFY_OIDC_CLIENT_ID: PROGRAM.clientId,
      RECTIFY_OIDC_CLIENT_SECRET: PROGRAM.clientSecret,
      RECTIFY_OIDC_REDIRECT_URL: PROGRAM.redirectUrl,
    });
    world = await makeWorld(server);
    for (const login of ['head', 'office']) {
      const { items } = await server.admin.get(
        `accounts?personId=${world.persons[login as 'head']}&after=${await server.engine.store.head()}`,
      );
      const identity = { issuer: provider.issuer, subject: `${login}-at-work`, reason: '接入统一身份认证' };
      await server.admin.do(`accounts/${items[0].id}/links`, identity);
    }
    const { id: roundId } = await world.office.do('rounds', roundBody);
    issueId = (await world.office.do(`rounds/${roundId}/issues`, issueBody('1'))).id;
    await bringToRequest(world, issueId);
    head = await enter('head-at-work');
    await refused(endorse(head), 403, 'account.reset-unconfirmed');
    const { account } = await head.get('me');
    await world.head.do(`accounts/${account.id}/reset-confirmation`, { reason: '本人核实' });
  });
  beforeEach(() => provider.tamper());
  afterAll(async () => {
    await server?.stop();
    await provider?.stop();
  });

  it('asks the provider to ask the person anew', async () => {
    const { details } = await refused(endorse(head), 403, 'proof.needed');
    expect(details).toEqual({ act: 'EndorseClosure', how: ['provider'], why: 'missing' });
    const asked = new URL((await beginProof(head)).url).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({ prompt: 'login', max_age: '0', code_challenge_method: 'S256' });
  });

  it('takes no password for a session of the provider, and no provider for one of a password', async () => {
    await refused(head.try('me/proof', { password: PASSWORD }), 409, 'proof.by-provider');
    await refused(world.head.send('POST', 'me/proof/oidc'), 409, 'proof.by-password');
  });

  it('is refused when the provider names somebody else, though linked as well', async () => {
    await refused(prove(head, 'office-at-work'), 403, 'proof.somebody-else');
    await refused(prove(head, 'stranger'), 403, 'proof.somebody-else');
  });

  it('is refused when the provider did not ask anew, or does not say when it asked', async () => {
    const hourAgo = Math.floor(Date.now() / 1_000) - 3_600;
    for (const auth_time of [hourAgo, undefined]) {
      provider.tamper((claims) => ({ ...claims, auth_time }));
      const { status, body } = await prove(head, 'head-at-work');
      expect([status, body.code, body.proof]).toEqual([
        expect.any(Number),
        expect.stringMatching(/^(proof|external)\./),
        undefined,
      ]);
      expect(status).toBeGreaterThanOrEqual(401);
    }
  });

  it('is taken with the proof of this session, and keeps the way of proof', async () => {
    const { status, body } = await prove(head, 'head-at-work');
    expect([status, Object.keys(body).sort()]).toEqual([201, ['proof', 'validUntil']]);
    await refused(endorse(await enter('head-at-work'), body.proof), 403, 'proof.needed');
    await refused(endorse(world.head.withoutPassword(), body.proof), 403, 'proof.needed');
    expect((await endorse(head, body.proof)).status).toBe(200);
    const stored = (await server.engine.events('0', 10_000)).filter(({ type }) => type === 'ClosureEndorsed');
    expect(stored.at(-1)!.metadata.proof).toEqual({ way: 'provider', at: expect.any(String) });
  });

  it('is no longer proved by a session that ended meanwhile', async () => {
    const going = await enter('head-at-work');
    const { url, cookie } = await beginProof(going);
    const address = await provider.signIn(url, 'head-at-work');
    await going.send('DELETE', 'session');
    await refused(comeBack(address, cookie), 401, 'sign-in.session-ended');
  });
});
