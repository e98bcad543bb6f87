import { get } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type RunningServer, startServer } from '../support/server.js';

interface Raw {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
}

describe('an answer', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  /** As it comes over the line, nothing decoded. */
  const asked = (path: string, coding?: string): Promise<Raw> =>
    new Promise((resolve, reject) => {
      const headers = coding === undefined ? {} : { 'accept-encoding': coding };
      get(`${server.url}${path}`, { headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ headers: response.headers, bytes: Buffer.concat(chunks) }));
        response.on('error', reject);
      }).on('error', reject);
    });

  it('is compressed as the client takes it, and is the same text', async () => {
    const plain = await asked('/api/v1/problems');
    const [brotli, gzip] = await Promise.all([
      asked('/api/v1/problems', 'br, gzip'),
      asked('/api/v1/problems', 'gzip'),
    ]);
    expect([plain, brotli, gzip].map(({ headers }) => headers['content-encoding'])).toEqual([undefined, 'br', 'gzip']);
    expect(brotliDecompressSync(brotli.bytes).equals(plain.bytes)).toBe(true);
    expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true);
    expect(gzip.bytes.length).toBeLessThan(plain.bytes.length / 2);
    expect(brotli.headers['vary']).toMatch(/accept-encoding/i);
  });

  it('stays as it is when it is small', async () => {
    const { headers, bytes } = await asked('/health/live', 'br, gzip');
    expect(headers['content-encoding']).toBeUndefined();
    expect(bytes.length).toBeLessThan(1_024);
  });

  it('that is a stream of events comes uncoded, and no program in front is to hold it back', async () => {
    const { headers, firstBytes } = await new Promise<{ headers: Raw['headers']; firstBytes: string }>((resolve) => {
      const stream = get(
        `${server.url}/api/v1/events`,
        { headers: { ...server.admin.headers, accept: 'text/event-stream', 'accept-encoding': 'br, gzip' } },
        (response) => {
          response.once('data', (chunk: Buffer) => {
            resolve({ headers: response.headers, firstBytes: chunk.toString() });
            stream.destroy();
          });
        },
      );
    });
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['x-accel-buffering']).toBe('no');
    expect(firstBytes).toContain(': rectify events');
  });
});
