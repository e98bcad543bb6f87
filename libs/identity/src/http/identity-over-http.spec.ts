import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { type ArgumentsHost, Catch, Controller, Get, SetMetadata, ValidationPipe } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyReply } from 'fastify';
import { problemStatus } from '#contracts';
import { readSheet } from '#disclosure';
import { Engine, RuleBroken } from '#event-sourcing';
import { ACT, EventSourcingModule } from '#event-sourcing-nest';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { MemoryCredentials } from '../credentials/memory-credentials.js';
import { type IdentityProblem, identityProblems } from '../domain/problems.js';
import { ensureAdministrator, identity, identityActs, IdentityModule, newSigningKey, Open } from '../index.js';

const cost = { memoryKiB: 8, iterations: 1, lanes: 1 };
const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const AGENT = 'spec/1';

@Catch(RuleBroken)
class Refusals {
  catch({ code, details }: RuleBroken, host: ArgumentsHost): void {
    const { kind } = identityProblems[code as IdentityProblem] ?? { kind: 'failed' };
    void host.switchToHttp().getResponse<FastifyReply>().status(problemStatus[kind]).send({ code, details });
  }
}

@Controller('probe')
class Routes {
  @Get('open') @Open() open() {
    return {};
  }
  @Get('unmarked') unmarked() {
    return {};
  }
  @Get('without-row') @SetMetadata(ACT, undefined) withoutRow() {
    return {};
  }
  @Get('inherited') @SetMetadata(ACT, {}) inherited() {
    return {};
  }
  @Get('internal') @SetMetadata(ACT, identityActs.SignIn) internal() {
    return {};
  }
  @Get('everyone') @SetMetadata(ACT, identityActs.OpenSession) everyone() {
    return {};
  }
}

let app: NestFastifyApplication;
let engine: Engine;
let administrator: { login: string; oneTimePassword: string };
let close: () => Promise<void>;

beforeAll(async () => {
  const [store, readStore] = [await openEventStore('memory:'), await openReadStore('sqlite::memory:')];
  engine = new Engine({ store, readStore, contexts: [identity], digest });
  await engine.start();
  const credentials = new MemoryCredentials();
  administrator = (await ensureAdministrator(engine, credentials, cost))!;
  const options = { credentials, signingKey: await newSigningKey(), readSheet, cost, refusalMs: 0 };
  const module = await Test.createTestingModule({
    imports: [EventSourcingModule.forEngine(engine), IdentityModule.forRoot(options)],
    controllers: [Routes],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  app.useGlobalFilters(new Refusals());
  app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  close = async () => {
    await app.close();
    await engine.stop();
    await readStore.close();
    await store.close();
  };
});
afterAll(() => close());

interface Call {
  token?: string;
  body?: object;
  headers?: Record<string, string>;
}

const call = async (method: 'GET' | 'POST' | 'DELETE', url: string, { token, body, headers }: Call = {}) => {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await app.inject({
    method,
    url,
    ...(body ? { payload: body } : {}),
    headers: { 'user-agent': AGENT, 'if-match': '*', ...authorization, ...headers },
  });
  return { status: answer.statusCode, body: answer.body === '' ? {} : answer.json<Record<string, never>>() };
};
const open = async (login: string, password: string) =>
  (await call('POST', '/api/v1/session', { body: { login, password } })).body as Record<string, string>;
const outcome = async (...request: Parameters<typeof call>) => {
  const { status, body } = await call(...request);
  return [status, body['code']];
};

describe('a route', () => {
  it('without a mark or without a row is refused to everybody', async () => {
    for (const path of ['unmarked', 'without-row', 'inherited']) {
      expect(await outcome('GET', `/probe/${path}`)).toEqual([403, 'rights.not-declared']);
    }
  });

  it('for everyone, or open, asks for no token', async () => {
    expect((await call('GET', '/probe/everyone')).status).toBe(200);
    expect((await call('GET', '/probe/open')).status).toBe(200);
  });

  it('for somebody signed in is refused without a token or with a wrong one', async () => {
    expect(await outcome('GET', '/api/v1/me')).toEqual([401, 'sign-in.required']);
    expect(await outcome('GET', '/api/v1/me', { token: 'x.y.z' })).toEqual([401, 'sign-in.token-invalid']);
    expect(await outcome('GET', '/api/v1/me', { headers: { authorization: 'Basic eDp5' } })).toEqual([
      401,
      'sign-in.required',
    ]);
  });
});

describe('the first administrator', () => {
  let token: string;

  it('may do nothing before changing the one-time password', async () => {
    token = (await open(administrator.login, administrator.oneTimePassword))['accessToken']!;
    expect(await outcome('GET', '/api/v1/accounts', { token })).toEqual([403, 'password.must-change']);
    expect((await call('GET', '/api/v1/me', { token })).body).toMatchObject({ mustChangePassword: true });
    const body = { current: administrator.oneTimePassword, next: 'a much better one' };
    expect((await call('POST', '/api/v1/me/password', { token, body })).status).toBe(204);
    expect((await call('GET', '/api/v1/accounts', { token })).status).toBe(200);
  });

  it('registers unit and person, gives post and account, and is named in every fact', async () => {
    const named = { token, headers: { 'x-rectify-client': 'console\n/2' } };
    const unit = await call('POST', '/api/v1/units', { ...named, body: { name: '党政办' } });
    const person = await call('POST', '/api/v1/people', { ...named, body: { name: '王芳' } });
    expect([unit.status, person.status]).toEqual([201, 201]);
    const post = { unitId: unit.body['id'], post: '主任', from: '2021-03-01' };
    expect((await call('POST', `/api/v1/people/${person.body['id']}/posts`, { ...named, body: post })).status).toBe(
      200,
    );
    const account = { login: 'wang', personId: person.body['id'], roles: ['office'] };
    const opened = await call('POST', '/api/v1/accounts', { ...named, body: account });
    expect(opened.status).toBe(201);
    const found = await call('GET', `/api/v1/people/${person.body['id']}`, { token });
    expect(found.body).toMatchObject({ name: '王芳', post: '主任', unit: '党政办' });
    const [fact] = (await engine.events('0', 1_000)).filter(({ type }) => type === 'PostTaken');
    expect(fact?.metadata.actor).toMatchObject({ name: '系统管理员', roles: ['admin'], client: 'console/2' });
    const issue = await call('POST', `/api/v1/accounts/${opened.body['id']}/one-time-password`, { ...named, body: {} });
    expect((await open('wang', issue.body['oneTimePassword']!))['mustChangePassword']).toBe(true);
  });

  it('is denied what no route may be for', async () => {
    expect(await call('GET', '/probe/internal', { token })).toMatchObject({
      status: 403,
      body: { code: 'rights.not-declared', details: { route: 'internal' } },
    });
  });

  it('is told which thing is unknown', async () => {
    const nothing = '5b2c9a52-6d6d-4f0e-9d0a-3f6f6a0e1c11';
    for (const thing of ['units', 'people', 'accounts']) {
      expect((await call('GET', `/api/v1/${thing}/${nothing}`, { token })).status).toBe(404);
    }
  });

  it('refreshes, signs out, and is out at once', async () => {
    const session = await open('admin', 'a much better one');
    const { refreshToken } = session;
    const fresh = (await call('POST', '/api/v1/session/refresh', { body: { refreshToken } })).body;
    const again = { token: fresh['accessToken']! };
    expect((await call('DELETE', '/api/v1/session', again)).status).toBe(204);
    expect(await outcome('GET', '/api/v1/me', again)).toEqual([401, 'sign-in.session-ended']);
  });
});

describe('somebody who is no administrator', () => {
  it('sees no accounts', async () => {
    const { token } = { token: (await open('admin', 'a much better one'))['accessToken']! };
    const head = (await engine.events('0', 1_000)).at(-1)!.position;
    const list = await call('GET', `/api/v1/accounts?after=${head}`, { token });
    const items = list.body['items'] as unknown as { id: string; login: string }[];
    const { id } = items.find(({ login }) => login === 'wang')!;
    const issue = await call('POST', `/api/v1/accounts/${id}/one-time-password`, { token, body: {} });
    const one = issue.body['oneTimePassword'] as unknown as string;
    const hers = (await open('wang', one))['accessToken']!;
    await call('POST', '/api/v1/me/password', { token: hers, body: { current: one, next: 'her own pass phrase' } });
    expect(await outcome('GET', '/api/v1/accounts', { token: hers })).toEqual([403, 'rights.denied']);
    expect((await call('GET', '/api/v1/units', { token: hers })).status).toBe(200);
  });
});
