import { SetClock } from '#event-sourcing';
import type { Client } from '../support/client.js';
import { Client as ClientOf } from '../support/client.js';
import { nothingStored, refused } from '../support/refused.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';
import { bringToRequest, issueBody, makeWorld, roundBody, type World } from '../support/world.js';

describe('a decision', () => {
  const clock = new SetClock(new Date().toISOString());
  let server: RunningServer;
  let world: World;
  let roundId: string;
  let issueId: string;

  const later = (seconds: number) => clock.set(new Date(Date.parse(clock.now()) + seconds * 1_000).toISOString());
  const session = async (login: string) => {
    const tokens = await server.nobody.do('session', { login, password: PASSWORD });
    return { ...tokens, client: new ClientOf(server.url, tokens.accessToken as string) };
  };
  const proofOf = async (client: Client, password = PASSWORD): Promise<string> =>
    (await client.do('me/proof', { password })).proof;
  const endorse = (by: Client, proof?: string) =>
    by.send(
      'POST',
      `issues/${issueId}/closure-endorsement`,
      {},
      { 'if-match': '*', ...(proof ? { 'x-rectify-proof': proof } : {}) },
    );
  const isRefused = async (by: Client, proof: string | undefined, why: string) =>
    nothingStored(server, async () => {
      const { details } = await refused(endorse(by, proof), 403, 'proof.needed');
      expect(details).toEqual({ act: 'EndorseClosure', how: ['password'], why });
    });

  beforeAll(async () => {
    server = await startServer({}, { clock });
    world = await makeWorld(server);
    roundId = (await world.office.do('rounds', roundBody)).id;
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    for (const who of ['office', 'head', 'reporter'] as const)
      world = { ...world, [who]: await server.nobody.signIn(who, PASSWORD) };
    issueId = (await world.office.do(`rounds/${roundId}/issues`, issueBody(String(Date.now())))).id;
    await bringToRequest(world, issueId);
  });

  it('asks for the password again and keeps on record how the person proved to be themself', async () => {
    const { client } = await session('head');
    await isRefused(client, undefined, 'missing');
    const { proof, validUntil } = await client.do('me/proof', { password: PASSWORD });
    expect(Date.parse(validUntil) - Date.parse(clock.now())).toBeGreaterThan(298_000);
    expect((await endorse(client, proof)).status).toBe(200);
    const { items } = await world.inspector.get(`issues/${issueId}/history?after=${await server.engine.store.head()}`);
    expect(items.at(-1)).toMatchObject({ event: 'ClosureEndorsed', proof: { way: 'password' } });
    expect(items[0]).toMatchObject({ event: 'IssueDelivered', proof: null });
  });

  it('is refused with a proof that has run out', async () => {
    const { client, refreshToken } = await session('head');
    const proof = await proofOf(client);
    later(299);
    const going = await server.nobody.do('session/refresh', { refreshToken });
    const renewed = new ClientOf(server.url, going.accessToken);
    later(2);
    await isRefused(renewed, proof, 'expired');
  });

  it('takes the proof of a session that went on with a new token', async () => {
    const { client, refreshToken } = await session('head');
    const proof = await proofOf(client);
    const { accessToken } = await server.nobody.do('session/refresh', { refreshToken });
    expect((await endorse(new ClientOf(server.url, accessToken), proof)).status).toBe(200);
  });

  it('is refused with the proof of somebody else, of another session, or with none', async () => {
    const [here, there, office] = [await session('head'), await session('head'), await session('office')];
    await isRefused(here.client, await proofOf(office.client), 'foreign');
    await isRefused(here.client, await proofOf(there.client), 'foreign');
    await isRefused(here.client, 'garbage', 'foreign');
    await isRefused(here.client, here.accessToken as string, 'foreign');
  });

  it('is refused with a proof from before the password was changed', async () => {
    const { client } = await session('head');
    const proof = await proofOf(client);
    const next = `${PASSWORD}-2`;
    await client.do('me/password', { current: PASSWORD, next });
    await isRefused(client, proof, 'foreign');
    expect((await endorse(client, await proofOf(client, next))).status).toBe(200);
    await client.do('me/password', { current: next, next: PASSWORD });
  });

  it('is refused after a sign-out, whatever proof there was', async () => {
    const { client } = await session('head');
    const proof = await proofOf(client);
    await client.send('DELETE', 'session');
    await refused(endorse(client, proof), 401, 'sign-in.session-ended');
  });

  it('is told beforehand to ask for it', async () => {
    const { items } = await world.head.get(`issues/${issueId}/actions`);
    const told = (name: string) => items.find(({ act }: { act: string }) => act === name);
    expect(told('EndorseClosure')).toMatchObject({ allowed: true, proof: 'fresh' });
    expect(told('ReturnIssue')).toMatchObject({ allowed: true, proof: 'session' });
    expect(told('ApproveClosure').proof).toBeUndefined();
    const { items: rights } = await world.head.get('rights');
    const right = rights.find(({ act }: { act: string }) => act === 'ApproveClosure');
    expect(right).toMatchObject({ proof: 'fresh', words: { zh: expect.stringContaining('须当场验证本人身份') } });
  });

  it('is not asked of those who may not decide it anyway', async () => {
    await refused(endorse(world.reporter.withoutPassword()), 403, 'rights.denied');
  });

  it('bounds guesses at a password in a session, keeps them on record, and locks out nobody who signs in', async () => {
    const { client } = await session('leader');
    for (let guess = 0; guess < 5; guess++)
      await refused(client.try('me/proof', { password: `wrong-${guess}` }), 401, 'sign-in.failed');
    await refused(client.try('me/proof', { password: PASSWORD }), 429, 'sign-in.too-many-failures');
    await server.nobody.do('session', { login: 'leader', password: PASSWORD });
    const failures = (await server.engine.events('0', 10_000)).filter(({ type }) => type === 'SignInFailed');
    expect(failures).toHaveLength(5);
    later(61);
    expect(await proofOf(client)).toEqual(expect.any(String));
  });
});
