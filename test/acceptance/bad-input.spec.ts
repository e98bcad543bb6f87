import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Client } from '../support/client.js';
import { type RunningServer, startServer } from '../support/server.js';
import { makeWorld, report, roundBody, type World } from '../support/world.js';

describe('input that no client should send', () => {
  let server: RunningServer;
  let world: World;
  let office: Client;
  let roundId: string;
  let before: string;
  beforeAll(async () => {
    server = await startServer({ RECTIFY_BODY_LIMIT_KIB: '1024' });
    world = await makeWorld(server);
    office = world.office;
    roundId = (await office.do('rounds', roundBody)).id;
    before = await server.engine.store.head();
  });
  afterAll(() => server.stop());

  const refusal = async (send: Promise<{ status: number; body: { code: string }; headers: Headers }>) => {
    const { status, body, headers } = await send;
    expect(headers.get('content-type')).toContain('application/problem+json');
    return [status, body.code];
  };
  const contact = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
    refusal(
      office.send('POST', `rounds/${roundId}/contact`, Buffer.from(body as string), {
        'content-type': 'application/json',
        'if-match': '*',
        ...headers,
      }),
    );
  const asked = (path: string) => refusal(office.send('GET', path));
  afterEach(async () => expect(await server.engine.store.head()).toBe(before));

  it('in bytes that are not UTF-8 is refused, never stored with signs replaced', async () => {
    const gbk = Uint8Array.of(0x7b, 0x22, 0x70, 0x22, 0x3a, 0x22, 0xd6, 0xd0, 0x22, 0x7d);
    expect(await contact(gbk)).toEqual([400, 'request.malformed-json']);
    expect(await contact(gbk, { 'content-type': 'application/json; charset=gbk' })).toEqual([
      415,
      'request.unsupported-media-type',
    ]);
  });

  it('compressed is refused, because it would be read as if it were not', async () => {
    const outcome = [415, 'request.unsupported-media-type'];
    expect(await contact(gzipSync('{}'), { 'content-encoding': 'gzip' })).toEqual(outcome);
    expect(await contact('{}', { 'content-encoding': 'gzip' })).toEqual(outcome);
  });

  it('nested without an end is refused on every route, the sign-in too', async () => {
    const deep = '{"phone":'.repeat(20_000) + '1' + '}'.repeat(20_000);
    expect(await contact(deep)).toEqual([400, 'request.bad-shape']);
    const body = Buffer.from(deep);
    const headers = { 'content-type': 'application/json' };
    expect(await refusal(server.nobody.send('POST', 'session', body, headers))).toEqual([400, 'request.bad-shape']);
  });

  it('with control or half characters is refused, because no report could print them', async () => {
    for (const phone of ['a\0b', '\ud800', '\u001b[31m']) {
      expect(await contact(JSON.stringify({ phone }))).toEqual([400, 'request.bad-shape']);
    }
  });

  it('that nobody sees, or that turns a name about, is refused in bodies, queries and names of files', async () => {
    const refused = [400, 'request.bad-shape'];
    for (const text of ['\u200b', '\u2800', '\u3164', '\u115f', '\u1160', '\uffa0']) {
      const query = encodeURIComponent(text);
      expect(await contact(JSON.stringify({ phone: text }))).toEqual(refused);
      expect(await contact(JSON.stringify({ phone: '1', reason: text }))).toEqual(refused);
      for (const path of [
        `issues?text=${query}`,
        `units?name=${query}`,
        `bodies?name=${query}`,
        `trail?actor=${query}`,
      ])
        expect(await asked(path)).toEqual(refused);
    }
    const bytes = Buffer.from('%PDF-1.7');
    const headers = { 'content-type': 'application/octet-stream' };
    for (const name of ['\u200b', 'a\u202efdp.pdf', 'a\n.pdf'])
      for (const path of ['evidence', 'imports'])
        expect(await refusal(office.send('POST', `${path}?name=${encodeURIComponent(name)}`, bytes, headers))).toEqual(
          refused,
        );
  });

  it('as null where something is optional says nothing, and is held to the rules', async () => {
    const body = { ...report('已学习'), figures: null, measures: null, evidence: null, effectiveOn: null };
    expect(await refusal(world.reporter.try('issues/none-such/progress', body))).toEqual([404, 'issue.unknown']);
    expect(await refusal(office.try('rounds', { ...roundBody, title: null }))).toEqual([400, 'request.bad-shape']);
  });

  it('of days that do not exist is refused in every query', async () => {
    for (const path of [
      'trail?from=2999-13-45',
      'trail?to=2023-02-30',
      'issues?dueFrom=2023-99-99',
      'issues?closedTo=2023-02-29',
      'rounds?asOf=2023-02-31T00:00:00Z',
    ]) {
      expect(await asked(path)).toEqual([400, 'request.bad-shape']);
    }
  });

  it('of a place ahead of the log is refused by the feed, in pages and as a stream', async () => {
    const ahead = [400, 'query.position-ahead'];
    expect(await asked('events?after=999999')).toEqual(ahead);
    const stream = { accept: 'text/event-stream', 'last-event-id': '999999' };
    expect(await refusal(office.send('GET', 'events', undefined, stream))).toEqual(ahead);
    const { body } = await office.send('GET', 'events?cursor=999999');
    expect(body).toMatchObject({ code: 'query.position-ahead', details: { cursor: '999999' } });
    expect(body).not.toMatchObject({ details: { after: expect.anything() } });
  });

  it('of a page that no list gave is refused, of the inbox as well', async () => {
    for (const cursor of ['x', '0', 'WzEsMl0', Buffer.from('2026-11-30').toString('base64url')])
      for (const path of ['inbox', 'issues', 'rounds'])
        expect(await asked(`${path}?cursor=${cursor}`)).toEqual([400, 'query.bad-cursor']);
  });

  it('of numbers that are not written as digits is refused, never taken for 0 or another number', async () => {
    for (const number of ['', '%20', '0x10', '1e1', '%2B5', '5%20', '1.0'])
      for (const query of ['issues?percentTo=', 'issues?limit=', 'inbox?limit=', 'events?limit=', 'trail?limit='])
        expect(await asked(`${query}${number}`)).toEqual([400, 'request.bad-shape']);
  });

  it('of parameters that the route does not take is refused, and the command is not carried out', async () => {
    const refused = [400, 'request.bad-shape'];
    expect(await refusal(office.send('POST', 'units?dryRun=true', { name: '试填处' }))).toEqual(refused);
    const { body } = await office.send(
      'POST',
      `rounds/${roundId}/contact?dryRun=true`,
      { phone: '1' },
      { 'if-match': '*' },
    );
    expect(body.errors).toEqual([
      {
        field: 'dryRun',
        message: '没有 dryRun，此处不接受查询参数 / there is no dryRun; no query parameters are taken here',
      },
    ]);
    for (const path of [`rounds/${roundId}/actions`, 'rights', 'event-types', 'rule-sets', 'me'])
      expect(await asked(`${path}?format=json`)).toEqual(refused);
  });

  it('about a thing that there is not is answered so, never with an empty list', async () => {
    for (const [path, code] of [
      ['issues/none-such/history', 'issue.unknown'],
      ['tasks/none-such/history', 'task.unknown'],
      ['rounds/none-such/history', 'round.unknown'],
      ['rounds/none-such/statistics', 'round.unknown'],
      ['rounds/none-such/regulations', 'round.unknown'],
    ] as const) {
      expect(await asked(path)).toEqual([404, code]);
    }
    expect((await office.get(`rounds/${roundId}/history?asOf=2020-01-01`)).items).toEqual([]);
  });

  it('that names nothing is refused where a name is asked for', async () => {
    for (const name of ['', ' ', '\n\u3000']) {
      expect(await refusal(server.admin.try('people', { name }))).toEqual([400, 'request.bad-shape']);
    }
  });

  it('that is no HTTP is answered with a problem before the line is cut', async () => {
    const { hostname, port } = new URL(server.url);
    const answers = ['\u0001garbage\r\n\r\n', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(30_000)}\r\n\r\n`].map(
      (text) =>
        new Promise<string>((resolve, reject) => {
          const chunks: Buffer[] = [];
          const socket = connect(Number(port), hostname, () => socket.write(text));
          socket.on('data', (chunk: Buffer) => chunks.push(chunk));
          socket.on('error', reject);
          socket.on('close', () => resolve(Buffer.concat(chunks).toString()));
        }),
    );
    for (const answer of await Promise.all(answers)) {
      expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*application\/problem\+json/);
      expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({ status: 400, code: 'request.broken' });
    }
  });
});

describe('the description of the interface', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it('gives each operation an id of its own, and the import its parameters', async () => {
    const { paths } = await server.nobody.get('/api/openapi.json');
    type Operation = { operationId: string; parameters?: { name: string }[] };
    const operations = Object.values(paths as Record<string, Record<string, Operation>>).flatMap((path) =>
      Object.values(path),
    );
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids).toEqual([...new Set(ids)]);
    const parameters = operations.find(({ operationId }) => operationId === 'ImportFile')!.parameters;
    expect(parameters!.map(({ name }) => name)).toEqual(expect.arrayContaining(['name', 'dryRun', 'history', 'asOf']));
  });
});
