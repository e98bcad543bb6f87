import type { Client } from '../support/client.js';
import { nothingStored } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import { evidenceBytes, issueBody, makeWorld, roundBody, type World } from '../support/world.js';

describe('the HTTP interface', () => {
  let server: RunningServer;
  let world: World;
  let office: Client;
  let roundId: string;
  beforeAll(async () => {
    server = await startServer({ RECTIFY_BODY_LIMIT_KIB: '64', RECTIFY_FILE_LIMIT_MIB: '1' });
    world = await makeWorld(server);
    office = world.office;
    roundId = (await office.do('rounds', roundBody)).id;
  });
  afterAll(() => server.stop());

  const head = async () => (await server.engine.store.head()) as string;
  /** Refused with this status and code, as problem+json, and nothing stored. */
  const refused = async (
    send: Promise<{ status: number; body: unknown; headers: Headers }>,
    status: number,
    code: string,
  ) => {
    const answer = await send;
    expect(answer.body).toMatchObject({ status, code });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    return answer.body as { errors: { field: string }[] };
  };

  describe('a command', () => {
    it('answers with a receipt, and repeating it under its key with the first one', async () => {
      const first = await office.do(`rounds/${roundId}/issues`, issueBody('1'), { key: 'deliver-1' });
      const position = await head();
      const again = await office.do(`rounds/${roundId}/issues`, issueBody('1'), { key: 'deliver-1' });
      expect(again).toEqual({ ...first, repeated: true });
      expect(await head()).toBe(position);
    });

    it('is refused when its key belongs to another body', async () => {
      await refused(
        office.try(`rounds/${roundId}/issues`, issueBody('99'), { key: 'deliver-1' }),
        422,
        'request.key-reused',
      );
    });

    it('keeps keys of different people apart', async () => {
      await office.do(`rounds/${roundId}/contact`, { phone: '0531-0000' }, { key: 'same' });
      const { version } = await server.admin.do('units', { name: '新单位' }, { key: 'same' });
      expect(version).toBe(1);
    });

    it('needs If-Match on a thing that exists, and is refused on a version that has passed', async () => {
      const seen = await office.send('GET', `rounds/${roundId}`);
      const etag = seen.headers.get('etag')!;
      const path = `rounds/${roundId}/organisation-of-work`;
      await refused(
        office.try(path, { paragraphs: ['成立领导小组'] }, { ifMatch: null }),
        428,
        'request.if-match-required',
      );
      await refused(
        office.try(path, { paragraphs: ['成立领导小组'] }, { ifMatch: 'yesterday' }),
        400,
        'request.bad-if-match',
      );
      const taken = await office.try(path, { paragraphs: ['成立领导小组'] }, { ifMatch: etag });
      expect(taken.status).toBe(200);
      expect(taken.headers.get('etag')).toBe(`"${taken.body.version}"`);
      await refused(office.try(path, { paragraphs: ['另一稿'] }, { ifMatch: etag }), 412, 'version.stale');
    });

    it('is seen by a query that asks for what is after it', async () => {
      const { position } = await office.do(`rounds/${roundId}/contact`, { phone: '0531-1234' });
      const found = await office.get(`rounds/${roundId}?after=${position}`);
      expect(found.contact).toEqual({ phone: '0531-1234' });
      expect(Number(found.at.position)).toBeGreaterThanOrEqual(Number(position));
    });
  });

  describe('bad input', () => {
    it('names every wrong field', async () => {
      await nothingStored(server, async () => {
        const body = { ...issueBody('2'), number: 7, class: 'sometime', surprise: true, text: undefined };
        const problem = await refused(office.try(`rounds/${roundId}/issues`, body), 400, 'request.bad-shape');
        const fields = problem.errors.map(({ field }) => field);
        expect(new Set(fields)).toEqual(new Set(['number', 'class', 'surprise', 'text']));
      });
    });

    it('cannot claim to be somebody else, another time or another thing', async () => {
      const body = { ...issueBody('2'), actor: { id: 'x' }, issuedAt: '2020-01-01T00:00:00Z', id: 'y', provenance: {} };
      const problem = await refused(office.try(`rounds/${roundId}/issues`, body), 400, 'request.bad-shape');
      const fields = problem.errors.map(({ field }) => field);
      expect(new Set(fields)).toEqual(new Set(['actor', 'issuedAt', 'id', 'provenance']));
    });

    it('of every form is answered with a problem, stores nothing and leaves the server up', async () => {
      const json = { 'content-type': 'application/json' };
      await nothingStored(server, async () => {
        const path = `rounds/${roundId}/issues`;
        const raw = (body: string, headers: Record<string, string> = json) =>
          office.send('POST', path, new TextEncoder().encode(body), headers);
        await refused(raw('{"number": '), 400, 'request.malformed-json');
        await refused(raw(''), 400, 'request.malformed-json');
        await refused(raw('[]'), 400, 'request.bad-shape');
        await refused(raw('"text"'), 400, 'request.bad-shape');
        await refused(raw('{"__proto__": {"a": 1}}'), 400, 'request.malformed-json');
        await refused(raw(JSON.stringify({ text: 'x'.repeat(70_000) })), 413, 'request.too-large');
        await refused(raw('<a/>', { 'content-type': 'application/xml' }), 415, 'request.unsupported-media-type');
        const file = { 'content-type': 'application/octet-stream' };
        await refused(raw('{}', file), 415, 'request.unsupported-media-type');
        const signIn = server.nobody.send('POST', 'session', new Uint8Array([123, 125]), file);
        await refused(signIn, 415, 'request.unsupported-media-type');
        await refused(office.send('GET', 'nowhere'), 404, 'request.no-such-route');
        for (const [method, asked] of [
          ['DELETE', `rounds/${roundId}`],
          ['PUT', 'issues'],
          ['POST', `rounds/${roundId}/statistics`],
        ] as const) {
          expect(await refused(office.send(method, asked), 405, 'request.method-not-allowed')).toMatchObject({
            details: { method, allow: expect.arrayContaining(['GET', 'HEAD', 'OPTIONS']) },
          });
        }
        const { headers } = await office.send('DELETE', 'rounds');
        expect(headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS');
        await refused(office.send('GET', '/api/v1/rounds/%E0%A4%A'), 400, 'request.bad-url');
        await refused(office.send('GET', 'rounds/none-such'), 404, 'round.unknown');
        await refused(office.try('issues/none-such/claim', {}), 403, 'rights.denied');
        await refused(world.head.try('issues/none-such/claim', {}), 404, 'issue.unknown');
        await refused(office.try('rounds/none-such/issues', issueBody('3')), 404, 'round.unknown');
      });
      const options = await office.send('OPTIONS', `rounds/${roundId}`);
      expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
      await refused(office.send('OPTIONS', 'nowhere'), 404, 'request.no-such-route');
      const { token } = office as unknown as { readonly token: string };
      const headers = { authorization: `Bearer ${token}` };
      for (const path of ['health/live', `api/v1/rounds/${roundId}`])
        expect((await fetch(`${server.url}/${path}`, { method: 'HEAD', headers })).status).toBe(200);
      expect((await server.nobody.get('/health/live')).status).toBe('up');
    });

    it('of dates names the field or the rule', async () => {
      await nothingStored(server, async () => {
        const path = `rounds/${roundId}/issues`;
        const on = (effectiveOn: unknown) => office.try(path, { ...issueBody('4'), effectiveOn } as object);
        await refused(on('2023-02-30'), 400, 'request.bad-shape');
        await refused(on('30.11.2023'), 400, 'request.bad-shape');
        await refused(on('2999-01-01'), 409, 'effective.ahead-of-now');
        await refused(
          office.try(`rounds/${roundId}/contact`, { effectiveOn: '2021-01-01' }),
          409,
          'effective.before-delivery',
        );
        await refused(office.send('GET', 'rounds?asOf=tomorrow'), 400, 'request.bad-shape');
        await refused(office.send('GET', 'rounds?asOf=2023-02-31'), 400, 'request.bad-shape');
        await refused(office.send('GET', 'rounds?after=abc'), 400, 'query.bad-position');
        await refused(office.send('GET', 'rounds?after=99999999999'), 400, 'query.position-ahead');
        await refused(office.send('GET', 'issues?cursor=garbage'), 400, 'query.bad-cursor');
        await refused(office.send('GET', 'issues?limit=0'), 400, 'request.bad-shape');
        await refused(office.send('GET', 'issues?status=asleep'), 400, 'request.bad-shape');
        await refused(office.send('GET', 'issues?colour=red'), 400, 'request.bad-shape');
      });
    });
  });

  describe('evidence', () => {
    const upload = (name: string, bytes: Uint8Array, headers = {}) =>
      world.reporter.send('POST', `evidence?name=${encodeURIComponent(name)}`, bytes, headers);

    it('goes up and comes down as the same bytes', async () => {
      const { bytes, sha256 } = evidenceBytes('会议签到:13人');
      const stored = await upload('签到.txt', bytes);
      expect(stored.body).toEqual({ sha256, size: bytes.length, mediaType: 'text/plain' });
      const back = await world.inspector.send('GET', `evidence/${sha256}`);
      expect(back.body).toBe('会议签到:13人');
      expect(back.headers.get('content-disposition')).toContain('attachment');
      expect(back.headers.get('x-content-type-options')).toBe('nosniff');
    });

    it('that is not what it claims, too large, empty or of no known hash is refused', async () => {
      const { bytes } = evidenceBytes('not a pdf');
      await refused(upload('报告.pdf', bytes), 400, 'evidence.not-what-it-claims');
      await refused(upload('大文件.txt', new Uint8Array(1_100_000).fill(65)), 413, 'evidence.too-large');
      await refused(upload('空.txt', new Uint8Array()), 400, 'evidence.empty');
      await refused(upload('x.exe', bytes), 400, 'evidence.type-not-allowed');
      await refused(world.reporter.send('GET', `evidence/${'0'.repeat(64)}`), 404, 'evidence.no-such-file');
      await refused(world.reporter.send('POST', 'evidence?name=a.txt', { a: 1 }), 415, 'evidence.not-octet-stream');
    });
  });

  describe('the feed of events', () => {
    it('pages through every event in order', async () => {
      const seen: string[] = [];
      let after = '0';
      for (;;) {
        const { items: events, next } = await world.inspector.get(`events?cursor=${after}&limit=7`);
        if (events.length === 0) break;
        seen.push(...events.map(({ position }: { position: string }) => position));
        after = next;
      }
      const { step } = server.stores;
      expect(seen).toEqual(Array.from({ length: Number(await head()) / step }, (_, i) => String((i + 1) * step)));
    });

    it('streams from the last event seen and on with what happens next', async () => {
      const over = new AbortController();
      const last = Number(await head());
      const { step } = server.stores;
      const token = (world.inspector as unknown as { token: string }).token;
      const response = await fetch(`${server.url}/api/v1/events`, {
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'text/event-stream',
          'last-event-id': String(last - 2 * step),
        },
        signal: over.signal,
      });
      const ids: string[] = [];
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      const until = async (count: number) => {
        while (ids.length < count) {
          const { value = '' } = await reader.read();
          ids.push(...[...value.matchAll(/^id: (\d+)-[0-9a-f]{16}$/gm)].map(([, id]) => id!));
        }
      };
      await until(2);
      await office.do(`rounds/${roundId}/contact`, { phone: '0531-9999' });
      await until(3);
      expect(ids).toEqual([-1, 0, 1].map((steps) => String(last + steps * step)));
      over.abort();
    });

    it('is not for those who only report', () => refused(world.reporter.send('GET', 'events'), 403, 'rights.denied'));
  });

  it('describes itself in OpenAPI 3.1 with every command and every code', async () => {
    const description = await server.nobody.get('/api/openapi.json');
    expect(description.openapi).toBe('3.1.0');
    const { items: problems } = await server.nobody.get('problems');
    expect(description.components.schemas.Problem.properties.code.enum).toEqual(
      problems.map(({ code }: { code: string }) => code),
    );
    expect(description.components.schemas.DeliverIssue.required).toEqual(
      expect.arrayContaining(['number', 'area', 'heading', 'text', 'class']),
    );
    expect((await server.nobody.send('GET', '/api/docs')).status).toBe(200);
  });
});
