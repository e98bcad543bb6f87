import 'reflect-metadata';
import { Controller, ForbiddenException, Get, Param, Post, Req, Res } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ProblemKind, problemStatus, type ProblemTexts } from '#contracts';
import {
  ConcurrencyConflict,
  KeyReused,
  Overloaded,
  RuleBroken,
  StaleVersion,
  StoreUnavailable,
  ViewBehind,
} from '#event-sourcing';
import { BadShape } from '#event-sourcing-nest';
import { serverProblems } from '../../../composition/src/problems.js';
import { ProblemFilter, problemOf } from './problem.filter.js';

const SECRET = 'postgres://rectify:hunter2@db/rectify';

const ofEachKind = Object.fromEntries(
  (Object.keys(problemStatus) as ProblemKind[]).map((kind) => [`spec.${kind}`, { kind, zh: `${kind}之类`, en: kind }]),
) satisfies ProblemTexts;
const texts: ProblemTexts = { ...serverProblems, ...ofEachKind };

const thrown: Readonly<Record<string, unknown>> = {
  shape: new BadShape([{ field: 'parts[1].name', message: 'must be a string' }]),
  conflict: new ConcurrencyConflict('issue-1', 3, 4),
  stale: new StaleVersion('issue-1', 3, 4),
  reused: new KeyReused('c-1'),
  overloaded: new Overloaded(7),
  unavailable: new StoreUnavailable(SECRET),
  behind: new ViewBehind('ledger', '12', '9'),
  later: new RuleBroken('spec.too-many', { retryAfter: 1.2 }),
  detailed: new RuleBroken('spec.refused', { field: 'dueOn', asked: 7 }),
  uncatalogued: new RuleBroken('nobody.wrote-this'),
  forbidden: new ForbiddenException(SECRET),
  unforeseen: new TypeError(SECRET),
  worded: SECRET,
  nothing: null,
};

@Controller()
class Failing {
  @Get('thrown/:name') throw(@Param('name') name: string): void {
    throw thrown[name];
  }
  @Get('rule/:code') rule(@Param('code') code: string): void {
    throw new RuleBroken(code);
  }
  @Get('status/:status') status(@Param('status') status: string): void {
    throw Object.assign(new Error(SECRET), { statusCode: Number(status) });
  }
  @Get('begun') begun(@Req() _: FastifyRequest, @Res() reply: FastifyReply): void {
    reply.raw.writeHead(200, { 'Content-Type': 'text/plain' });
    reply.raw.write('the first half');
    throw new Error(SECRET);
  }
  @Post('body') body(): object {
    return {};
  }
}

let app: NestFastifyApplication;
let logged: string[];

beforeAll(async () => {
  const logger = { level: 'info', stream: { write: (line: string) => void logged.push(line) } };
  const module = await Test.createTestingModule({ controllers: [Failing] }).compile();
  const adapter = new FastifyAdapter({ logger, bodyLimit: 100, genReqId: () => 'request-1' });
  app = module.createNestApplication<NestFastifyApplication>(adapter, { logger: false });
  app.useGlobalFilters(new ProblemFilter(texts));
  await app.init();
});
beforeEach(() => (logged = []));
afterAll(() => app.close());

const answer = async (url: string, request: object = {}) => {
  const { statusCode, headers, body } = await app.inject({ method: 'GET', url, ...request });
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(body).not.toContain(SECRET);
  const problem = JSON.parse(body) as Record<string, unknown>;
  expect(problem['status']).toBe(statusCode);
  expect(headers['www-authenticate']).toBe(statusCode === 401 ? 'Bearer realm="rectify"' : undefined);
  return { problem, status: statusCode, retryAfter: headers['retry-after'] };
};
const errors = () => logged.filter((line) => (JSON.parse(line) as { level: number }).level >= 50);

describe('a rule that says no', () => {
  it.each(Object.entries(problemStatus))('of the kind %s is answered with %i', async (kind, status) => {
    const { problem, retryAfter } = await answer(`/rule/spec.${kind}`);
    expect(problem).toEqual({
      type: `/api/v1/problems/spec.${kind}`,
      status,
      title: `${kind}之类`,
      titleEn: kind,
      code: `spec.${kind}`,
      instance: 'request-1',
    });
    expect(retryAfter).toBeUndefined();
  });

  it('gives its details as they are, and whole seconds to wait when it names a time', async () => {
    expect((await answer('/thrown/detailed')).problem['details']).toEqual({ field: 'dueOn', asked: 7 });
    expect((await answer('/thrown/later')).retryAfter).toBe('2');
  });

  it('is no error of the server', async () => {
    await answer('/rule/spec.refused');
    expect(errors()).toEqual([]);
  });

  it('whose code is not in the catalogue is an error of the server', async () => {
    const { status, problem } = await answer('/thrown/uncatalogued');
    expect([status, problem['code'], problem['titleEn']]).toEqual([500, 'nobody.wrote-this', 'The server failed']);
    expect(errors()).toHaveLength(1);
  });
});

describe('an error of the kernel', () => {
  it.each([
    ['conflict', 412, 'version.stale', undefined, { expected: 3, actual: 4 }],
    ['stale', 412, 'version.stale', undefined, { expected: 3, actual: 4 }],
    ['reused', 422, 'request.key-reused', undefined, undefined],
    ['overloaded', 503, 'store.overloaded', '7', undefined],
    ['unavailable', 503, 'store.unavailable', '5', undefined],
    ['behind', 503, 'view.behind', '1', { view: 'ledger', wanted: '12', reached: '9' }],
  ])('%s is answered with %i %s', async (name, ...expected) => {
    const found = await answer(`/thrown/${name}`);
    const { code, details } = found.problem;
    expect([found.status, code, found.retryAfter, details]).toEqual(expected);
    expect(errors()).toEqual([]);
  });

  it('of a bad shape names the fields', async () => {
    const { status, problem } = await answer('/thrown/shape');
    expect([status, problem['code']]).toEqual([400, 'request.bad-shape']);
    expect(problem['errors']).toEqual([{ field: 'parts[1].name', message: 'must be a string' }]);
  });
});

describe('a request that never reaches a decision', () => {
  const json = { 'content-type': 'application/json' };
  it.each([
    ['/nowhere', {}, 404, 'request.no-such-route'],
    ['/body', { method: 'POST', payload: '{"a":', headers: json }, 400, 'request.malformed-json'],
    ['/body', { method: 'POST', payload: `"${'x'.repeat(200)}"`, headers: json }, 413, 'request.too-large'],
    [
      '/body',
      { method: 'POST', payload: '<a/>', headers: { 'content-type': 'application/xml' } },
      415,
      'request.unsupported-media-type',
    ],
    ['/thrown/forbidden', {}, 400, 'request.refused'],
    ['/status/405', {}, 405, 'request.method-not-allowed'],
    ['/status/418', {}, 400, 'request.refused'],
  ])('%s %j is answered with %i %s', async (url, request, status, code) => {
    const found = await answer(url, request);
    expect([found.status, found.problem['code']]).toEqual([status, code]);
    expect(errors()).toEqual([]);
  });
});

describe('an error that nobody foresaw', () => {
  it.each(['/thrown/unforeseen', '/thrown/worded', '/thrown/nothing', '/status/502'])(
    '%s is answered with 500, says nothing of itself, and is logged with the id of the request',
    async (url) => {
      const { status, problem } = await answer(url);
      expect([status, problem['code'], problem['title']]).toEqual([500, 'server.failed', '服务器内部错误']);
      expect(problem).not.toHaveProperty('details');
      expect(errors()).toHaveLength(1);
      expect(errors()[0]).toContain('request-1');
    },
  );

  it('is logged as it was', async () => {
    await answer('/thrown/unforeseen');
    expect(errors()[0]).toContain(SECRET);
  });

  it('after the answer has begun breaks it off, so that half of it is not taken for the whole', async () => {
    await expect(app.inject({ method: 'GET', url: '/begun' })).rejects.toThrow('destroyed');
    expect(errors()).toHaveLength(1);
    expect(errors()[0]).toContain('request-1');
  });
});

describe('a problem', () => {
  it('has no empty parts', () => {
    expect(problemOf({ code: 'spec.refused', details: {} }, texts)).not.toHaveProperty('details');
    expect(problemOf({ code: 'spec.refused' }, texts)).not.toHaveProperty('errors');
  });
});
