import { connect } from 'node:net';
import * as fc from 'fast-check';
import type { Malformed } from './malformed-requests.js';

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const PATIENCE_MS = 10_000;
/** How long a request that never ends is waited with before its line is closed from this side. */
const LINGER_MS = 150;

const GOES_ON = /^HTTP\/1\.1 1\d\d [^]*?\r\n\r\n/;

/** The first answer on the line that is no mere "go on". */
const answerIn = (received: Buffer): Answered | undefined => {
  const text = received.toString().replace(GOES_ON, '');
  const bytes = Buffer.from(text);
  const end = text.indexOf('\r\n\r\n');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
  if (end < 0 || status === undefined) return undefined;
  const lines = text.slice(0, end).split('\r\n').slice(1);
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const from = Buffer.byteLength(text.slice(0, end + 4));
  const length = Number(headers['content-length'] ?? bytes.length);
  return { status: Number(status), headers, body: bytes.subarray(from, from + length).toString() };
};

/** Sends the bytes as they are and reads until the line is closed; undefined when nothing came back. */
export const exchange = (url: string, bytes: Uint8Array, { ends = true } = {}): Promise<Answered | undefined> => {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port: Number(port), host: hostname, noDelay: true });
    const patience = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no answer within ${PATIENCE_MS} ms: ${Buffer.from(bytes).toString('latin1').slice(0, 200)}`));
    }, PATIENCE_MS);
    const linger = ends ? undefined : setTimeout(() => socket.end(), LINGER_MS);
    socket.on('connect', () => socket.write(bytes));
    socket.on('data', (chunk) => chunks.push(chunk));
    // Whoever is refused early may find the line cut while still writing.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(patience);
      clearTimeout(linger);
      resolve(answerIn(Buffer.concat(chunks)));
    });
  });
};

/** Nobody's session is to end by one of these: the others would not come as far. */
const isOfASession = (path: string): boolean => path.startsWith('/api/v1/session');

/** A request letter by letter, whatever it holds. */
export const asBytes = ({ method, path, headers, body }: Malformed, token: string | undefined): Uint8Array => {
  const head = [
    `${method} ${path} HTTP/1.1`,
    'host: localhost',
    'connection: close',
    ...(token === undefined || isOfASession(path) ? [] : [`authorization: Bearer ${token}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(method === 'GET' || method === 'HEAD' ? [] : [`content-length: ${body.length}`]),
  ];
  const text = Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1');
  return method === 'GET' || method === 'HEAD' ? text : Buffer.concat([text, body]);
};

const POST = 'POST /api/v1/rounds HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n';
const GET = 'GET /api/v1/rounds HTTP/1.1\r\n';

const lines: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '\r\n\r\n',
    '\n\n',
    'GET\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  ),
  fc.constantFrom(
    `${POST}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
    `${POST}transfer-encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n`,
    `${POST}transfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n0\r\n\r\n`,
    `${POST}transfer-encoding: chunked\r\n\r\n2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
    `${POST}transfer-encoding: chunked\r\ncontent-length: 2\r\n\r\n0\r\n\r\n`,
    `${POST}transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
    `${POST}transfer-encoding: x\r\n\r\n{}`,
    `${POST}content-length: -1\r\n\r\n{}`,
    `${POST}content-length: 2\r\ncontent-length: 3\r\n\r\n{}x`,
    `${POST}content-length: 1e3\r\n\r\n{}`,
    `${POST}content-length: 99999999999999999999\r\n\r\n{}`,
    `${POST}content-length: 50\r\n\r\n{"a":`,
    `${POST}expect: 100-continue\r\ncontent-length: 2\r\n\r\n{}`,
    `${POST}expect: nothing\r\ncontent-length: 2\r\n\r\n{}`,
  ),
  fc.constantFrom(
    `${GET}host: a\r\nhost: b\r\n\r\n`,
    `${GET}host : x\r\n\r\n`,
    `${GET}host: x\r\n folded: y\r\n\r\n`,
    `${GET}host: x\r\nx\u0000y: z\r\n\r\n`,
    `${GET}host: x\r\nx: a\rb\r\n\r\n`,
    'GET http://elsewhere/api/v1/rounds HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
    'GET //api/v1/rounds HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
    'GET /api/v1/../../etc/passwd HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
    'CONNECT x:443 HTTP/1.1\r\nhost: x\r\n\r\n',
    `${GET}host: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
    `${GET}host: x\r\nconnection: close\r\n\r\nGARBAGE`,
  ),
  fc
    .integer({ min: 10, max: 3_000 })
    .map((count) => `${GET}host: x\r\n${'x: y\r\n'.repeat(count)}connection: close\r\n\r\n`),
  fc
    .integer({ min: 100, max: 100_000 })
    .map((length) => `${GET}host: x\r\nx: ${'y'.repeat(length)}\r\nconnection: close\r\n\r\n`),
  fc
    .integer({ min: 100, max: 100_000 })
    .map((length) => `GET /${'a'.repeat(length)} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`),
  fc
    .stringMatching(/^[A-Z]{1,12}$/)
    .map((method) => `${method} /api/v1/rounds HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`),
);

/** What is hardly HTTP, or not at all. */
export const garbage: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 8, arbitrary: lines.map((text) => Buffer.from(text, 'latin1')) },
  { weight: 2, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 4_000 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(lines, fc.nat(), fc.nat({ max: 255 })).map(([text, at, byte]) => {
      const bytes = Buffer.from(text, 'latin1');
      bytes[at % bytes.length] = byte;
      return bytes;
    }),
  },
);
