import type { RoutedAct } from '#event-sourcing-nest';
import { type ProblemKind, problemStatus, type ProblemTexts } from '#contracts';
import { COMPONENT, type Operation, type Response, type Routed, type Schema, takes } from './document.js';

const code = (texts: ProblemTexts): Schema => ({ type: 'string', enum: Object.keys(texts).sort() });

export const problemSchema = (texts: ProblemTexts): Schema => ({
  type: 'object',
  description: 'RFC 9457, with a stable code and, where a rule said no, its numbers.',
  required: ['type', 'status', 'title', 'titleEn', 'code'],
  properties: {
    type: { type: 'string', description: 'Address of the code in this API.' },
    status: { type: 'integer' },
    title: { type: 'string', description: '中文' },
    titleEn: { type: 'string' },
    code: code(texts),
    detail: { type: 'string' },
    instance: { type: 'string', description: 'id of the request, as in the log' },
    details: { type: 'object', additionalProperties: true },
    errors: {
      type: 'array',
      description: 'Of a wrong shape: which field, and what was expected of it.',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
  examples: [
    {
      type: '/api/v1/problems/version.stale',
      status: 412,
      title: texts['version.stale']?.zh,
      titleEn: texts['version.stale']?.en,
      code: 'version.stale',
      details: { expected: 3, actual: 4 },
    },
  ],
});

/** An entry of the catalogue of problem codes. */
export const problemEntrySchema = (texts: ProblemTexts): Schema => ({
  type: 'object',
  required: ['code', 'status', 'kind', 'zh', 'en'],
  properties: {
    code: code(texts),
    status: { type: 'integer' },
    kind: { type: 'string', enum: Object.keys(problemStatus) },
    zh: { type: 'string' },
    en: { type: 'string' },
  },
  additionalProperties: false,
});

const MEANING: Readonly<Record<ProblemKind, string>> = {
  invalid: 'The request has not the form asked for',
  unauthenticated: 'Not signed in, or the sign-in is not valid',
  forbidden: 'Not for this account',
  unknown: 'What the request names does not exist, or is not shown to this account',
  'not-allowed': 'The path does not take this method',
  refused: 'A rule does not allow it; the code names the rule',
  stale: 'The thing was changed since the client saw it',
  'too-large': 'The body is too large',
  unsupported: 'The media type or coding of the body is not taken',
  unprocessable: 'The content cannot be used, or another body was sent under this Idempotency-Key',
  'precondition-required': 'If-Match is missing',
  'too-many': 'Too many requests',
  unavailable: 'Cannot be answered now; try again',
  failed: 'The server failed',
};

export interface Described extends Routed {
  /** Absent: the route is open, and no act. */
  readonly act?: RoutedAct;
}

const isOpen = ({ act }: Described): boolean => act === undefined;
const hasInput = ({ operation }: Described): boolean => Boolean(operation.parameters?.length || operation.requestBody);
const hasBody = ({ operation }: Described): boolean => operation.requestBody !== undefined;
const isCommand = ({ act }: Described): boolean => act?.kind === 'command';
/** Stores something, and once under one key. */
const takesKey = ({ operation }: Described): boolean => takes(operation, 'header', 'Idempotency-Key');
const takesIfMatch = ({ operation }: Described): boolean => takes(operation, 'header', 'If-Match');
/** Of the feed, which may be of another log than the one that is here. */
const takesFeedCursor = ({ operation }: Described): boolean => takes(operation, 'header', 'Last-Event-ID');
const takesBytes = ({ operation: { requestBody } }: Described): boolean =>
  requestBody !== undefined && 'content' in requestBody && 'application/octet-stream' in requestBody.content;

/** Asking a provider, which need not be set up. */
const isElsewhere = ({ path }: Described): boolean => path.includes('/oidc');

const ALWAYS = (): boolean => true;

/** When a route can be answered with a problem of this kind. */
const CAN_OCCUR: Readonly<Record<ProblemKind, (one: Described) => boolean>> = {
  // No route passes over a parameter that it does not take.
  invalid: (one) => hasInput(one) || !isOpen(one),
  unauthenticated: (one) => !isOpen(one),
  forbidden: (one) => !isOpen(one),
  unknown: (one) => one.path.includes('{') || isCommand(one) || isElsewhere(one),
  // Of no operation: it is of methods that are none.
  'not-allowed': () => false,
  refused: (one) => isCommand(one) || one.act?.kind === 'call' || takesFeedCursor(one),
  stale: takesIfMatch,
  'too-large': hasBody,
  unsupported: hasBody,
  unprocessable: (one) => takesKey(one) || takesBytes(one),
  'precondition-required': takesIfMatch,
  'too-many': ALWAYS,
  unavailable: ALWAYS,
  failed: ALWAYS,
};

const RETRY_AFTER = { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } };
const HEADERS: Partial<Record<ProblemKind, Response['headers']>> = {
  unauthenticated: { 'WWW-Authenticate': { schema: { type: 'string' } } },
  'too-many': { 'Retry-After': RETRY_AFTER },
  unavailable: { 'Retry-After': RETRY_AFTER },
};

const responseOf = (kind: ProblemKind): Response => ({
  description: MEANING[kind],
  headers: HEADERS[kind],
  content: { 'application/problem+json': { schema: { $ref: `${COMPONENT}Problem` } } },
});

/** The problems that a route can be answered with, by rule; no route lists them itself. */
export const problemResponses = (one: Described): Operation['responses'] =>
  Object.fromEntries(
    (Object.keys(problemStatus) as ProblemKind[])
      .filter((kind) => CAN_OCCUR[kind](one))
      .map((kind) => [String(problemStatus[kind]), responseOf(kind)]),
  );
