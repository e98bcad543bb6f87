import { FOLLOWED_BY_EXTENSION } from '#event-sourcing-nest';
import { COMPONENT, type Operation, type Response, type Schemas } from './document.js';
import type { AnswerSchemas } from './answers.js';
import type { Described } from './problem-responses.js';

type Content = NonNullable<Response['content']>;

const JSON_TYPE = 'application/json';

/** Open to all and no acts: the catalogue of problem codes. */
const OPEN: Readonly<Record<string, { readonly summary: string; readonly schema: object }>> = {
  ListProblems: {
    summary: '错误代码表 · List the problem codes',
    schema: {
      type: 'object',
      required: ['items'],
      properties: { items: { type: 'array', items: { $ref: `${COMPONENT}ProblemEntry` } } },
      additionalProperties: false,
    },
  },
  FindProblem: { summary: '查看错误代码 · Show a problem code', schema: { $ref: `${COMPONENT}ProblemEntry` } },
};

/** Beside JSON, when the client asks for it. */
const STREAMED: Readonly<Record<string, { readonly schema: object; readonly example: string }>> = {
  ReadEvents: {
    schema: {
      type: 'string',
      description: 'Server-sent events: id is the position, event the type, data the event as JSON on one line.',
    },
    example: 'id: 42\nevent: IssueDelivered\ndata: {"position":"42","type":"IssueDelivered"}\n\n',
  },
};

const isIn = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Whether an answer of this schema can have the field, through references and alternatives. */
const canHave = (field: string, schema: unknown, schemas: Schemas): boolean => {
  if (!isIn(schema)) return false;
  const { $ref, properties, anyOf = [], allOf = [] } = schema;
  if (typeof $ref === 'string') return canHave(field, schemas[$ref.slice(COMPONENT.length)], schemas);
  if (isIn(properties) && field in properties) return true;
  return [...(anyOf as object[]), ...(allOf as object[])].some((one) => canHave(field, one, schemas));
};

const ETAG = {
  description: 'Version of the thing, for the next If-Match.',
  schema: { type: 'string' },
  example: '"4"',
};
const DISPOSITION = { description: 'Name of the file, when it is one to keep.', schema: { type: 'string' } };

const headersOf = ({ act }: Described, schema: object | null, { schemas }: AnswerSchemas): Response['headers'] => {
  const headers = {
    ...(canHave('version', schema, schemas) ? { ETag: ETAG } : {}),
    ...(act?.kind === 'file' ? { 'Content-Disposition': DISPOSITION } : {}),
  };
  return Object.keys(headers).length > 0 ? headers : undefined;
};

const mediaTypesOf = ({ act }: Described): readonly string[] => (act?.kind === 'file' ? act.mediaTypes : [JSON_TYPE]);

const contentOf = (one: Described, schema: object | null): Content => {
  const contents = mediaTypesOf(one).flatMap((mediaType): [string, Content[string]][] => {
    if (mediaType !== JSON_TYPE) return [[mediaType, { schema: { type: 'string', format: 'binary' } }]];
    return schema ? [[mediaType, { schema }]] : [];
  });
  const streamed = STREAMED[one.operation.operationId ?? ''];
  return Object.fromEntries([...contents, ...(streamed ? [['text/event-stream', streamed] as const] : [])]);
};

const MEANING = { command: 'Taken', query: 'What was asked for', file: 'The file', call: 'Done' } as const;

/** Undefined for a route beside the program's own, such as one of a test. Throws when the build left an act out. */
const schemaOf = ({ act, operation }: Described, { acts }: AnswerSchemas): object | null | undefined => {
  if (!act) return OPEN[operation.operationId ?? '']?.schema;
  const schema = acts[act.name];
  if (schema === undefined) {
    const file = `${act.context === 'server' ? 'apps' : 'libs'}/${act.context}/src/acts.ts`;
    throw new Error(`${file}: the answer of ${act.name} has no schema; run npm run build`);
  }
  return schema;
};

const LOCATION = { Location: { description: 'Where to go on.', schema: { type: 'string' } } };

/** What goes on by itself is told at once as the act tells it that asks about it later. */
const begunIn = ({ operation }: Described, { acts }: AnswerSchemas): Operation['responses'] => {
  const { [FOLLOWED_BY_EXTENSION]: name = '' } = operation as { readonly [FOLLOWED_BY_EXTENSION]?: string };
  const schema = acts[name];
  if (!schema) return {};
  return { 202: { description: 'Begun', headers: LOCATION, content: { [JSON_TYPE]: { schema } } } };
};

const statusOf = ({ responses }: Operation): string =>
  Object.keys(responses).find((key) => /^[23]\d\d$/.test(key)) ?? '200';

/** An open route has no act that names it. */
export const summaryOf = ({ summary, operationId }: Operation): string | undefined =>
  summary || OPEN[operationId ?? '']?.summary;

/** What the route answers when it does what it is for. */
export const answerResponses = (one: Described, answers: AnswerSchemas): Operation['responses'] => {
  const schema = schemaOf(one, answers);
  const status = statusOf(one.operation);
  const description = MEANING[one.act?.kind ?? 'query'];
  if (status === '302') return { 302: { description: 'Go on there', headers: LOCATION } };
  if (status === '204' || schema === undefined) return { [status]: { description } };
  const content = contentOf(one, schema);
  return { [status]: { description, headers: headersOf(one, schema, answers), content }, ...begunIn(one, answers) };
};
