import * as fc from 'fast-check';
import { hostilePart, hostileText, names } from './malformed-values.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Operation {
  readonly operationId?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface Malformed {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  /** Which of the senders it comes from. */
  readonly sender: number;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
}

const DEPTH = 3;

type Schemas = Description['components']['schemas'];

const ANY_ID = JSON.stringify('00000000-0000-4000-8000-000000000000');
const plain: Readonly<Record<string, string>> = { integer: '1', number: '1', boolean: 'true' };

const named = (schema: Schema, schemas: Schemas): Schema =>
  schema.$ref ? (schemas[schema.$ref.split('/').at(-1)!] ?? {}) : schema;

const written = (fields: readonly (readonly [string, string])[]): string =>
  `{${fields.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join()}}`;

const single = ({ type = '', pattern = '' }: Schema): string =>
  plain[type] ?? (pattern.includes('\\d{4}') ? '"2023-11-30"' : ANY_ID);

/** JSON text of a value as the schema asks for it, or nearly so. */
const usual = (asked: Schema, schemas: Schemas, depth = 0): string => {
  const schema = named(asked, schemas);
  const inner = (one: Schema) => usual(one, schemas, depth + 1);
  if (schema.enum) return JSON.stringify(schema.enum[0]);
  if (schema.properties && depth < DEPTH)
    return written(Object.entries(schema.properties).map(([name, one]) => [name, inner(one)]));
  if (schema.type === 'array') return `[${schema.items ? inner(schema.items) : ''}]`;
  return single(schema);
};

export const operationsOf = ({ paths, components: { schemas } }: Description): Asked[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => {
      const schema = requestBody?.content['application/json']?.schema ?? {};
      const { properties = {} } = named(schema, schemas);
      const fields = Object.entries(properties).map(([name, one]) => [name, usual(one, schemas)]);
      const query = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
      return {
        method: method.toUpperCase(),
        path,
        query,
        fields: Object.fromEntries(fields) as Record<string, string>,
      };
    }),
  );

/** The usual body with one thing about it that is not usual. */
const bodyFor = ({ fields }: Asked): fc.Arbitrary<string> => {
  const all = Object.entries(fields);
  const known = all.length > 0 ? fc.constantFrom(...all.map(([name]) => name)) : names;
  const other = (name: string, text: string) => written([...all.filter(([one]) => one !== name), [name, text]]);
  return fc.oneof(
    { weight: 20, arbitrary: fc.tuple(known, hostileText).map(([name, text]) => other(name, text)) },
    fc.tuple(names, hostileText).map(([name, text]) => written([...all, [name, text]])),
    fc.tuple(known, hostileText).map(([name, text]) => written([...all, [name, text], [name, '1']])),
    known.map((name) => written(all.filter(([one]) => one !== name))),
    fc.nat({ max: 200 }).map((length) => written(all).slice(0, length)),
    hostileText,
    fc.constantFrom('', ' ', '\ufeff{}', '{}{}', '{} x', '{"a":1', '\u0000'),
  );
};

const TYPES = [
  'text/plain',
  'application/xml',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-16',
  'application/json; charset="',
  'application/octet-stream',
  'application/json;;;',
  'application/problem+json',
  'json',
  '',
];

const headersFor: fc.Arbitrary<(readonly [string, string])[]> = fc.oneof(
  { weight: 6, arbitrary: fc.constant([['content-type', 'application/json']] as (readonly [string, string])[]) },
  fc.constantFrom(...TYPES).map((type) => [['content-type', type] as const]),
  fc
    .constantFrom('gzip', 'br', 'deflate, gzip', 'x')
    .map((coding) => [['content-type', 'application/json'] as const, ['content-encoding', coding] as const]),
  fc
    .constantFrom('', '"', 'W/', '"-1"', '"1e9"', '"99999999999999999999"', '1', '"1", "2"', '\u00ff')
    .map((tag) => [['content-type', 'application/json'] as const, ['if-match', tag] as const]),
  fc
    .constantFrom('', ' ', 'k'.repeat(5_000), '__proto__', '\u00e9', '../x')
    .map((key) => [['content-type', 'application/json'] as const, ['idempotency-key', key] as const]),
  fc
    .constantFrom('x', '../..', '00000000-0000-4000-8000-000000000000', '__proto__', 'a'.repeat(6_000))
    .map((whose) => [['content-type', 'application/json'] as const, ['x-rectify-on-behalf-of', whose] as const]),
);

const partsFor = ({ path }: Asked, ids: readonly string[]): fc.Arbitrary<string> => {
  const count = path.match(/\{\w+\}/g)?.length ?? 0;
  const part = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ids) }, hostilePart);
  return fc.array(part, { minLength: count, maxLength: count }).map((parts) => {
    const left = [...parts];
    return path.replaceAll(/\{\w+\}/g, () => left.shift()!);
  });
};

const queryFor = ({ query }: Asked): fc.Arbitrary<string> => {
  const name =
    query.length > 0 ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...query) }, hostilePart) : hostilePart;
  const pairs = fc.array(fc.tuple(name, hostilePart), { maxLength: 3 });
  return pairs.map((all) => (all.length === 0 ? '' : `?${all.map(([one, value]) => `${one}=${value}`).join('&')}`));
};

const WRONG_METHODS = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND', 'GET', 'POST'];

/** Mostly none. */
const broken: fc.Arbitrary<number | undefined> = fc.oneof(
  { weight: 40, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.nat() },
);

const bytesOf = (text: string, at: number | undefined): Uint8Array => {
  const bytes = new TextEncoder().encode(text);
  // A byte that no UTF-8 holds.
  if (at !== undefined && bytes.length > 0) bytes[at % bytes.length] = 0xff;
  return bytes;
};

/** Requests that are all not quite what the description of the interface asks for. */
export const malformedRequests = (operations: readonly Asked[], ids: readonly string[]): fc.Arbitrary<Malformed> =>
  fc.constantFrom(...operations).chain((operation) =>
    fc.record({
      method: fc.oneof({ weight: 8, arbitrary: fc.constant(operation.method) }, fc.constantFrom(...WRONG_METHODS)),
      path: fc.tuple(partsFor(operation, ids), queryFor(operation)).map(([path, query]) => path + query),
      headers: fc
        .tuple(headersFor, fc.boolean())
        .map(([headers, any]) => (any ? [...headers, ['if-match', '*'] as const] : headers)),
      body: fc.tuple(bodyFor(operation), broken).map(([text, at]) => bytesOf(text, at)),
      sender: fc.nat({ max: 30 }),
    }),
  );
