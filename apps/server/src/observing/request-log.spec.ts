import { once } from 'node:events';
import { connect } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { eventually } from '../../../../test/support/eventually.js';
import { instrumentsIn } from './instruments.js';
import { openLog } from './log.js';
import { type Marks, watchRequests } from './request-log.js';

type Line = Record<string, unknown>;

describe('a request that is over', () => {
  let lines: Line[];
  let registry: Registry;
  let app: FastifyInstance;
  let url: string;

  const counts = async () =>
    Object.fromEntries(
      [...(await registry.metrics()).matchAll(/_seconds_count\{method="(.+)",route="(.+)",status="(.+)"\} (\d+)/g)].map(
        ([, method, route, status, count]) => [`${method} ${route} ${status}`, Number(count)],
      ),
    );
  const ask = async (path: string, init: RequestInit = {}): Promise<Line> => {
    const before = lines.length;
    await (await fetch(`${url}${path}`, init)).text();
    await eventually(() => lines.length > before);
    expect(lines).toHaveLength(before + 1);
    return lines.at(-1)!;
  };

  beforeEach(async () => {
    lines = [];
    registry = new Registry();
    const log = openLog({ logLevel: 'debug', role: 'all' }, { write: (line) => void lines.push(JSON.parse(line)) });
    app = fastify({ genReqId: () => 'ours' });
    watchRequests(app, { log, instruments: instrumentsIn(registry) });
    app.get('/things/:id', (request, reply) => {
      const { id } = request.params as { id: string };
      const actor = { id: 'account-1', client: 'spec/1.0' } as Marks['actor'];
      Object.assign(request, { act: 'FindThing', actor });
      const status = Number(id) || 200;
      if (status >= 400) Object.assign(request, { problemCode: 'thing.refused' });
      void reply.status(status).send('');
    });
    app.get('/health/ready', (_, reply) => void reply.status(200).send(''));
    app.get('/slow', () => new Promise(() => undefined));
    app.post('/taken', (_, reply) => void reply.send(''));
    app.get('/stream', (_, reply) => {
      reply.hijack();
      reply.raw.setHeader('content-type', 'text/event-stream; charset=utf-8');
      reply.raw.end('data: 1\n\n');
    });
    url = await app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(() => app.close());

  it('is one line with what it was, who asked, and how it ended', async () => {
    expect(await ask('/things/abc?after=3&token=hunter2')).toEqual({
      level: 'info',
      time: expect.any(String),
      pid: process.pid,
      role: 'all',
      id: 'ours',
      method: 'GET',
      path: '/things/abc',
      route: '/things/:id',
      act: 'FindThing',
      status: 200,
      ms: expect.any(Number),
      account: 'account-1',
      client: 'spec/1.0',
      msg: 'request',
    });
    expect(await counts()).toEqual({ 'GET /things/:id 2xx': 1 });
  });

  it.each([
    ['/things/200', 'info'],
    ['/things/404', 'info'],
    ['/things/409', 'info'],
    ['/things/403', 'warn'],
    ['/things/429', 'warn'],
    ['/things/503', 'warn'],
    ['/health/ready', 'debug'],
  ])('%s is written at %s', async (path, level) => {
    expect(await ask(path)).toMatchObject({ level, ...(/[45]\d\d/.test(path) ? { code: 'thing.refused' } : {}) });
  });

  it('is counted under its pattern, and under one name where there is no such route', async () => {
    for (const path of ['/things/1st', '/things/404', '/nowhere/1', '/nowhere/2']) await ask(path);
    await ask('/taken', { method: 'POST' });
    await ask('/taken', { method: 'PROPFIND' });
    expect(await counts()).toEqual({
      'GET /things/:id 2xx': 1,
      'GET /things/:id 4xx': 1,
      'GET unmatched 4xx': 2,
      'POST /taken 2xx': 1,
      'other unmatched 4xx': 1,
    });
  });

  it('has neither a token in its path nor a path without an end', async () => {
    const key = `rk_abcdefgh23_${'a-b_'.repeat(11).slice(0, 43)}`;
    expect((await ask(`/nowhere/${key}`)).path).toBe('/nowhere/rk_abcdefgh23_***');
    const refreshToken = 'a-b_'.repeat(11).slice(0, 43);
    const { path } = await ask(`/nowhere/${refreshToken}/eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJ4In0.c2ln/end`);
    expect(path).toBe('/nowhere/***/***/end');
    const sha256 = 'ab'.repeat(32);
    expect((await ask(`/things/${sha256}`))['path']).toBe(`/things/${sha256}`);
    expect((await ask(`/nowhere/${'x/'.repeat(600)}`))['path']).toHaveLength(500);
  });

  it('has what the client claims under other names than ours, cut and cleaned', async () => {
    const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const claims = { traceparent: trace, 'x-request-id': 'mine' };
    expect(await ask('/things/a', { headers: claims })).toMatchObject({
      id: 'ours',
      claimedTrace: trace,
      claimedId: 'mine',
    });
    const lies = { traceparent: `${trace} and more`, 'x-request-id': `\u0080${'z'.repeat(5_000)}` };
    const line = await ask('/things/a', { headers: lies });
    expect(line).not.toHaveProperty('claimedTrace');
    expect(line['claimedId']).toBe('z'.repeat(100));
  });

  it('is told as aborted when the client leaves before the answer', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await eventually(() => lines.length === 1);
    expect(lines[0]).toMatchObject({ route: '/slow', aborted: true });
    expect(await counts()).toEqual({ 'GET /slow aborted': 1 });
  });

  it('is a line, but no duration, when it was a stream of events', async () => {
    expect(await ask('/stream')).toMatchObject({ route: '/stream', status: 200 });
    expect(await counts()).toEqual({});
  });
});
