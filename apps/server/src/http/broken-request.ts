import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { ProblemTexts } from '#contracts';
import { problemOf } from './problem.filter.js';

/** What is no HTTP, or too long a head, or too slow, is answered like everything else before the line is cut. */
export const answerBroken =
  (texts: ProblemTexts) =>
  (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    const problem = problemOf({ code: 'request.broken', details: { cause: error.code } }, texts);
    const body = JSON.stringify(problem);
    const head = [
      'HTTP/1.1 400 Bad Request',
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ];
    if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    socket.destroySoon();
  };

/** Node itself would answer an `Expect` that it does not know with nothing but a number. */
export const answerExpectation =
  (texts: ProblemTexts) =>
  (_: IncomingMessage, response: ServerResponse): void => {
    const problem = problemOf({ code: 'request.broken', details: { cause: 'EXPECTATION' } }, texts);
    const body = JSON.stringify(problem);
    const headers = {
      'Content-Type': 'application/problem+json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      Connection: 'close',
    };
    response.writeHead(problem.status, headers).end(body);
  };

/** HTTP/1.1 asks for one; older clients knew none. */
export const lacksHost = ({ raw }: Pick<FastifyRequest, 'raw'>): boolean =>
  raw.httpVersion === '1.1' && raw.headers.host === undefined;

const one = (header: string | string[] | undefined): string => String(header ?? '').trim();

/** Bodies come plain and, where they are text, in UTF-8; to read them otherwise would be to guess. */
export const isPlainlyCoded = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean => {
  const charset = /charset\s*=\s*"?([^";\s]*)/i.exec(one(headers['content-type']))?.[1];
  const coding = one(headers['content-encoding']);
  return /^(utf-?8)?$/i.test(charset ?? '') && /^(identity)?$/i.test(coding);
};
