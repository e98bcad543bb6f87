import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Client } from '../support/client.js';
import { type RunningServer, startServer } from '../support/server.js';
import { evidenceBytes, issueBody, makeWorld, roundBody, type World } from '../support/world.js';

interface Raw {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
}

interface Asked {
  readonly by?: Client;
  readonly method?: string;
  readonly coding?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

describe('an answer', () => {
  let server: RunningServer;
  let world: World;
  let roundId: string;
  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
    roundId = (await world.office.do('rounds', roundBody)).id;
    for (let number = 1; number <= 4; number++)
      await world.office.do(`rounds/${roundId}/issues`, issueBody(String(number)));
  });
  afterAll(() => server.stop());

  /** As it comes over the line, nothing decoded. */
  const asked = (path: string, { by, method = 'GET', coding, headers = {}, body }: Asked = {}): Promise<Raw> =>
    new Promise((resolve, reject) => {
      const sent = {
        ...by?.headers,
        ...headers,
        ...(coding === undefined ? {} : { 'accept-encoding': coding }),
        ...(body ? { 'content-type': 'application/json' } : {}),
      };
      const asking = request(`${server.url}${path}`, { method, headers: sent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ headers: response.headers, bytes: Buffer.concat(chunks) }));
        response.on('error', reject);
      });
      asking.on('error', reject).end(body && JSON.stringify(body));
    });

  it('is compressed as the client takes it, and is the same text', async () => {
    const plain = await asked('/api/v1/problems');
    const [brotli, gzip, neither] = await Promise.all([
      asked('/api/v1/problems', { coding: 'br, gzip' }),
      asked('/api/v1/problems', { coding: 'gzip, br;q=0.5' }),
      asked('/api/v1/problems', { coding: 'gzip;q=0, deflate' }),
    ]);
    const codings = [plain, brotli, gzip, neither].map(({ headers }) => headers['content-encoding']);
    expect(codings).toEqual([undefined, 'br', 'gzip', undefined]);
    expect(brotliDecompressSync(brotli.bytes).equals(plain.bytes)).toBe(true);
    expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true);
    expect(neither.bytes.equals(plain.bytes)).toBe(true);
    expect(gzip.bytes.length).toBeLessThan(plain.bytes.length / 2);
    for (const { headers } of [plain, brotli, gzip, neither]) expect(headers.vary).toMatch(/accept-encoding/i);
  });

  it('stays as it is when it is small', async () => {
    const { headers, bytes } = await asked('/health/live', { coding: 'br, gzip' });
    expect(headers['content-encoding']).toBeUndefined();
    expect(bytes.length).toBeLessThan(1_024);
  });

  it('to a HEAD tells of the coding and has no bytes', async () => {
    const { headers, bytes } = await asked('/api/v1/problems', { method: 'HEAD', coding: 'br' });
    expect(headers['content-encoding']).toBe('br');
    expect(headers.vary).toMatch(/accept-encoding/i);
    expect(bytes).toHaveLength(0);
  });

  it('of a version carries a weak tag when it is compressed, which a command takes', async () => {
    const path = `/api/v1/rounds/${roundId}`;
    const paragraphs = ['成立领导小组，明确责任分工。'.repeat(60)];
    await world.office.do(`rounds/${roundId}/organisation-of-work`, { paragraphs });
    const plain = await asked(path, { by: world.office });
    const coded = await asked(path, { by: world.office, coding: 'gzip' });
    expect([plain.headers.etag, coded.headers.etag]).toEqual(['"6"', 'W/"6"']);
    expect(gunzipSync(coded.bytes).toString()).toContain(paragraphs[0]);
    const change = `rounds/${roundId}/organisation-of-work`;
    const ifMatch = coded.headers.etag as string;
    expect((await world.office.try(change, { paragraphs: ['另一稿'] }, { ifMatch })).status).toBe(200);
    expect((await world.office.try(change, { paragraphs: ['又一稿'] }, { ifMatch })).status).toBe(412);
  });

  it('that is a paper is compressed as text, and left alone when it is packed already', async () => {
    const paper = (format: string, coding?: string) =>
      asked(`/api/v1/rounds/${roundId}/report?format=${format}`, { by: world.office, coding });
    for (const format of ['html', 'md']) {
      const [plain, coded] = await Promise.all([paper(format), paper(format, 'br')]);
      expect(coded.headers['content-encoding']).toBe('br');
      expect(coded.headers['content-length']).toBeUndefined();
      expect(brotliDecompressSync(coded.bytes).equals(plain.bytes)).toBe(true);
    }
    for (const format of ['docx', 'pdf']) {
      const { headers, bytes } = await paper(format, 'br, gzip');
      expect(headers['content-encoding']).toBeUndefined();
      expect(headers['content-length']).toBe(String(bytes.length));
    }
  });

  it('that is evidence comes as its bytes', async () => {
    const { bytes, sha256 } = evidenceBytes('会议签到，十三人。'.repeat(200));
    await world.reporter.send('POST', `evidence?name=${encodeURIComponent('签到.txt')}`, bytes);
    const back = await asked(`/api/v1/evidence/${sha256}`, { by: world.inspector, coding: 'br, gzip' });
    expect(back.headers['content-encoding']).toBeUndefined();
    expect(back.headers['content-length']).toBe(String(bytes.length));
    expect(back.bytes.equals(bytes)).toBe(true);
  });

  it('with a secret in it comes as it is, however long', async () => {
    const people = Array.from({ length: 12 }, (_, at) => ({
      name: `组员${at}`,
      login: `member-${at}`,
      roles: ['reporter'],
    }));
    const { headers, bytes } = await asked('/api/v1/people/bulk', {
      by: server.admin,
      method: 'POST',
      coding: 'br, gzip',
      headers: { 'idempotency-key': 'twelve' },
      body: { rows: people },
    });
    expect(bytes.toString()).toContain('oneTimePassword');
    expect(bytes.length).toBeGreaterThan(1_024);
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
  });

  it('that is a stream of events comes uncoded, and no program in front is to hold it back', async () => {
    const { headers, firstBytes } = await new Promise<{ headers: Raw['headers']; firstBytes: string }>((resolve) => {
      const sent = { ...server.admin.headers, accept: 'text/event-stream', 'accept-encoding': 'br, gzip' };
      const stream = request(`${server.url}/api/v1/events`, { headers: sent }, (response) => {
        response.once('data', (chunk: Buffer) => {
          resolve({ headers: response.headers, firstBytes: chunk.toString() });
          stream.destroy();
        });
      });
      stream.end();
    });
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['x-accel-buffering']).toBe('no');
    expect(firstBytes).toContain(': rectify events');
  });
});
