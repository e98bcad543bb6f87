import { pipeline, type Readable, type Transform } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, type BrotliOptions, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Below that, a coding saves no packet. */
const SMALLEST = 1_024;

/** As fast as gzip; the default is for files that are coded once and kept. */
const brotli: BrotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
const brotliBytes = promisify<Buffer, BrotliOptions, Buffer>(brotliCompress);
const gzipBytes = promisify<Buffer, Buffer>(gzip);

interface Coding {
  readonly name: string;
  readonly bytes: (plain: Buffer) => Promise<Buffer>;
  readonly stream: () => Transform;
}

/** The one that makes less of it first. */
const CODINGS: readonly Coding[] = [
  { name: 'br', bytes: (plain) => brotliBytes(plain, brotli), stream: () => createBrotliCompress(brotli) },
  { name: 'gzip', bytes: gzipBytes, stream: () => createGzip() },
];

const TEXT = /^(text\/(?!event-stream)|application\/([\w.-]+\+)?json\b|application\/javascript\b|image\/svg\+xml\b)/;

/** How much a client wants a coding, from 0 to 1, by its `Accept-Encoding`. */
const wanted = (header: string, coding: string): number => {
  const offers = header.split(',').map((offer) => offer.split(';').map((part) => part.trim().toLowerCase()));
  const offer = offers.find(([name]) => name === coding) ?? offers.find(([name]) => name === '*');
  if (!offer) return 0;
  const weight = offer.find((part) => part.startsWith('q='));
  return weight === undefined ? 1 : Number(weight.slice(2)) || 0;
};

/** The coding that a client takes most gladly; undefined when it takes none. */
export const codingFor = (header: string | undefined): Coding | undefined => {
  const [best] = CODINGS.map((coding) => ({ coding, weight: wanted(header ?? '', coding.name) }))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  return best?.coding;
};

const header = (reply: FastifyReply, name: string): string => String(reply.getHeader(name) ?? '');

/**
 * Text, whole, and nothing that a digest of its bytes speaks of. What is not to be stored has a secret in it, and the
 * length of a compressed secret beside words of the asker's would tell it (BREACH).
 */
const isCompressible = (reply: FastifyReply): boolean =>
  TEXT.test(header(reply, 'content-type')) &&
  reply.statusCode !== 206 &&
  !['content-encoding', 'content-range', 'content-digest', 'repr-digest'].some((name) => reply.hasHeader(name)) &&
  !/no-store|no-transform/.test(header(reply, 'cache-control'));

type Payload = string | Buffer | Readable | null | undefined;

const isStream = (payload: Payload): payload is Readable => typeof (payload as Readable | null)?.pipe === 'function';

const sizeOf = (reply: FastifyReply, payload: Payload): number => {
  if (isStream(payload)) return Number(reply.getHeader('content-length') ?? Infinity);
  return payload ? Buffer.byteLength(payload) : 0;
};

const varied = (reply: FastifyReply): void => {
  const before = header(reply, 'vary');
  if (/accept-encoding/i.test(before)) return;
  void reply.header('vary', before === '' ? 'Accept-Encoding' : `${before}, Accept-Encoding`);
};

/** Other bytes than the plain answer's: its tag may promise the same meaning, and no longer the same bytes. */
const marked = (reply: FastifyReply, { name }: Coding): void => {
  void reply.header('content-encoding', name).removeHeader('content-length');
  const tag = header(reply, 'etag');
  if (tag.startsWith('"')) void reply.header('etag', `W/${tag}`);
};

/** An answer that breaks off breaks the line: the client sees that it has not all of it. */
const streamed = (plain: Readable, coded: Transform): Transform => pipeline(plain, coded, () => undefined);

const compressed = async (request: FastifyRequest, reply: FastifyReply, payload: Payload): Promise<Payload> => {
  if (!payload || !isCompressible(reply) || sizeOf(reply, payload) < SMALLEST) return payload;
  varied(reply);
  const coding = codingFor(String(request.headers['accept-encoding'] ?? ''));
  if (!coding) return payload;
  marked(reply, coding);
  return isStream(payload) ? streamed(payload, coding.stream()) : coding.bytes(Buffer.from(payload));
};

/** Answers that are text and not small, as the client takes them. A stream of events is written past this, as it comes. */
export const compressAnswers = (fastify: FastifyInstance): void => {
  fastify.addHook<unknown>('onSend', (request, reply, payload) => compressed(request, reply, payload as Payload));
};
