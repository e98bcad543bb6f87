import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type FieldError, type Problem, problemStatus, type ProblemTexts } from '#contracts';
import {
  ClockImplausible,
  ConcurrencyConflict,
  HistoryDamaged,
  KeyReused,
  OtherLog,
  Overloaded,
  RuleBroken,
  StaleVersion,
  StoreRemoved,
  StoreUnavailable,
  ViewBehind,
} from '#event-sourcing';
import { BadShape } from '#event-sourcing-nest';
import type { Marks } from '../observing/request-log.js';

interface Failure {
  readonly code: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly FieldError[];
  readonly retryAfter?: number;
}

const codeOfStatus: Readonly<Record<number, string>> = {
  400: 'request.malformed-json',
  404: 'request.no-such-route',
  405: 'request.method-not-allowed',
  413: 'request.too-large',
  415: 'request.unsupported-media-type',
};

const fromHttp = (status: number): Failure => ({
  code: codeOfStatus[status] ?? (status < 500 ? 'request.refused' : 'server.failed'),
});

const ofStore = (error: StoreUnavailable): Failure => {
  if (error instanceof ClockImplausible)
    return { code: 'clock.implausible', details: { ...error.held }, retryAfter: 60 };
  if (error instanceof HistoryDamaged) return { code: 'history.damaged', details: error.damage };
  if (error instanceof OtherLog) return { code: 'views.other-log', details: error.found, retryAfter: 5 };
  if (error instanceof StoreRemoved) return { code: 'store.removed', retryAfter: 60 };
  return { code: 'store.unavailable', retryAfter: 5 };
};

const fromKernel = (error: unknown): Failure | undefined => {
  if (error instanceof StaleVersion || error instanceof ConcurrencyConflict) {
    return { code: 'version.stale', details: { expected: error.expected, actual: error.actual } };
  }
  if (error instanceof KeyReused) return { code: 'request.key-reused' };
  if (error instanceof Overloaded) return { code: 'store.overloaded', retryAfter: error.retryAfterSeconds };
  if (error instanceof StoreUnavailable) return ofStore(error);
  if (error instanceof ViewBehind) {
    const { view, wanted, reached } = error;
    return { code: 'view.behind', details: { view, wanted, reached }, retryAfter: 1 };
  }
  return undefined;
};

const failureOf = (error: unknown): Failure => {
  if (error instanceof RuleBroken) {
    const retryAfter = error.details['retryAfter'];
    return {
      code: error.code,
      details: error.details,
      retryAfter: typeof retryAfter === 'number' ? retryAfter : undefined,
    };
  }
  if (error instanceof BadShape) return { code: 'request.bad-shape', errors: error.errors };
  if (error instanceof HttpException) return fromHttp(error.getStatus());
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return fromKernel(error) ?? fromHttp(typeof status === 'number' ? status : 500);
};

/** The code of the problem that an error is answered with. */
export const codeOf = (error: unknown): string => failureOf(error).code;

export const problemOf = (failure: Failure, texts: ProblemTexts, instance?: string): Problem => {
  const text = texts[failure.code] ?? texts['server.failed']!;
  const { code, details, errors } = failure;
  return {
    type: `/api/v1/problems/${code}`,
    status: problemStatus[text.kind],
    title: text.zh,
    titleEn: text.en,
    code,
    instance,
    ...(details && Object.keys(details).length > 0 ? { details } : {}),
    ...(errors ? { errors } : {}),
  };
};

/** Nobody is there to read an answer: an upload was broken off, and that is no failure of the server. */
const isGone = (request: FastifyRequest): boolean => request.raw?.socket?.destroyed ?? false;

/** Every error leaves as problem+json with a code of the catalogue; only what nobody foresaw is logged as an error. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly texts: ProblemTexts) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest & Marks>();
    if (reply.sent || reply.raw.headersSent || isGone(request)) {
      if (!isGone(request)) request.log?.error({ err: error }, 'broken off');
      reply.raw.destroy();
    } else {
      this.#answer(error, request, reply);
    }
  }

  #answer(error: unknown, request: FastifyRequest & Marks, reply: FastifyReply): void {
    const failure = failureOf(error);
    const problem = problemOf(failure, this.texts, request.id);
    request.problemCode = problem.code;
    if (problem.status >= 500 && problem.status !== 503) request.log?.error({ err: error }, 'failed');
    if (problem.status === 401) reply.header('WWW-Authenticate', 'Bearer realm="rectify"');
    if (failure.retryAfter !== undefined) reply.header('Retry-After', String(Math.ceil(failure.retryAfter)));
    void reply.status(problem.status).header('Content-Type', 'application/problem+json; charset=utf-8').send(problem);
  }
}
