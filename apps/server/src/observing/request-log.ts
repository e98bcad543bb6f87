import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#event-sourcing';
import type { Instruments } from './instruments.js';
import type { Log } from './log.js';

/** What others learn of a request on its way, for the line that is written when it is over. */
export interface Marks {
  /** By the guard. */
  readonly act?: string;
  readonly actor?: Actor;
  /** By the filter, of a problem that was the answer. */
  problemCode?: string;
}

type Watched = FastifyRequest & Marks;

export interface RequestWatch {
  readonly log: Log;
  readonly instruments: Pick<Instruments, 'requestSeconds'>;
}

const LONGEST_PATH = 500;
const LONGEST_CLAIM = 100;
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Questions that machines ask all day; a good answer is no news. */
const ROUTINE = /^\/(health\/|metrics$)/;
const TRACEPARENT = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/;
/** A signed token, a refresh token, or the secret of an API key, that somebody wrote into an address. */
const TOKEN = /eyJ[\w.-]{20,}|(?<=rk_[a-z2-7]{10}_)[\w-]+|(?<![\w-])[\w-]{43}(?![\w-])/g;

const pathOf = (url: string): string =>
  url
    .replace(/[?#].*$/s, '')
    .slice(0, LONGEST_PATH)
    .replaceAll(TOKEN, '***');

/** What the client says of itself; no id of ours is ever taken from it. */
const claimedBy = ({ headers }: FastifyRequest): object => {
  const { traceparent, 'x-request-id': id } = headers;
  if (traceparent === undefined && id === undefined) return {};
  const trace = String(traceparent);
  return {
    claimedTrace: TRACEPARENT.test(trace) ? trace : undefined,
    claimedId:
      id &&
      String(id)
        .replaceAll(/\p{Cc}/gu, '')
        .slice(0, LONGEST_CLAIM),
  };
};

const isStream = (reply: FastifyReply): boolean =>
  String(reply.raw.getHeader('content-type')).startsWith('text/event-stream');

interface Ended {
  readonly route: string;
  readonly status: number;
  /** The client left before the answer was handed over. */
  readonly aborted: boolean;
}

const levelOf = ({ route, status }: Ended): 'debug' | 'info' | 'warn' => {
  if (status >= 500 || status === 403 || status === 429) return 'warn';
  return status < 400 && ROUTINE.test(route) ? 'debug' : 'info';
};

const observe = ({ instruments }: RequestWatch, method: string, ended: Ended, ms: number): void => {
  const status = ended.aborted ? 'aborted' : `${Math.trunc(ended.status / 100)}xx`;
  const known = METHODS.has(method) ? method : 'other';
  instruments.requestSeconds.observe({ method: known, route: ended.route, status }, ms / 1_000);
};

const write = ({ log }: RequestWatch, request: Watched, ended: Ended, ms: number): void => {
  const level = levelOf(ended);
  if (!log.isLevelEnabled(level)) return;
  const { id, method, url, act, actor, problemCode } = request;
  const line = {
    id,
    method,
    path: pathOf(url),
    route: ended.route,
    act,
    status: ended.status,
    ms: Math.round(ms * 10) / 10,
    account: actor?.id,
    client: actor?.client,
    code: problemCode,
    ...(ended.aborted ? { aborted: true } : {}),
    ...claimedBy(request),
  };
  log[level](line, 'request');
};

/** Counts and logs the request when its answer is out or its client is gone, whichever comes first. */
export const watchRequest = (watch: RequestWatch, request: Watched, reply: FastifyReply): void => {
  const began = performance.now();
  reply.raw.once('close', () => {
    const ms = performance.now() - began;
    const route = request.routeOptions.url ?? 'unmatched';
    const ended = { route, status: reply.raw.statusCode, aborted: !reply.raw.writableFinished };
    if (!isStream(reply)) observe(watch, request.method, ended, ms);
    write(watch, request, ended, ms);
  });
};

export const watchRequests = (fastify: FastifyInstance, watch: RequestWatch): void => {
  fastify.addHook('onRequest', (request, reply, done) => {
    watchRequest(watch, request, reply);
    done();
  });
};
