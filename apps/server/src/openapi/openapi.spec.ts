import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getMetadataStorage } from 'class-validator';
import { asksProof, commandOf, type RoutedAct, routedIn } from '#event-sourcing-nest';
import { actOf, handlersOf } from '../../../../test/rights/routes.js';
import { readConfig } from '../config.js';
import { openApiOf } from './openapi.js';
import { serve, type Serving } from '../serve.js';
import { problems } from '../../../composition/src/declared.js';
import { acts } from '../declared.js';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: object;
}
interface Operation {
  readonly path: string;
  readonly method: string;
  readonly operationId: string;
  readonly 'x-rectify-act'?: string;
  readonly 'x-rectify-proof'?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: { readonly $ref?: string } }>>;
  };
  readonly responses: Readonly<Record<string, { readonly description?: string; readonly content?: object }>>;
}
type Schemas = Readonly<Record<string, { readonly properties?: object; readonly required?: readonly string[] }>>;

let folder: string;
let serving: Serving;
let document: { openapi: string; info: object; paths: Record<string, Record<string, object>>; components: object };
let operations: Operation[];
let schemas: Schemas;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rectify-openapi-'));
  const environment = { RECTIFY_DATABASE_URL: 'memory:', RECTIFY_DATA_DIR: folder, RECTIFY_PORT: '0' };
  serving = await serve(readConfig({ ...environment, RECTIFY_LOG_LEVEL: 'silent' }));
  document = (await (await fetch(new URL('/api/openapi.json', serving.url))).json()) as typeof document;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ ...(one as Operation), path, method })),
  );
  schemas = (document.components as { schemas: Schemas }).schemas;
});
afterAll(async () => {
  await serving.close();
  await rm(folder, { recursive: true, force: true });
});

/** Every object within a value, with the way to it. */
const within = (value: unknown, at = '#'): [string, Record<string, unknown>][] => {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, one]) => within(one, `${at}/${key}`));
  return Array.isArray(value) ? inner : [[at, value as Record<string, unknown>], ...inner];
};
const named = ({ method, path }: Operation): string => `${method} ${path}`;

const takes = ({ parameters = [] }: Operation, name: string): boolean => parameters.some((one) => one.name === name);
const isCommand = (one: Operation): boolean => takes(one, 'Idempotency-Key');
/** What is not there is told row by row, and of a file by its place. */
const isOfMany = ({ operationId }: Operation): boolean =>
  /^((Assign|Claim)Issues|RegisterPeople|ConfirmResets|ImportFile)$/.test(operationId);
const isCancelling = ({ operationId }: Operation): boolean => operationId === 'CancelImport';
/** A cursor may be of another log. */
const isFeed = ({ operationId }: Operation): boolean => operationId === 'ReadEvents';
const isCatalogue = ({ operationId }: Operation): boolean => /^(List|Find)Problems?$/.test(operationId);
const isOfSession = ({ operationId }: Operation): boolean => operationId.endsWith('Session');
const takesBytes = ({ requestBody }: Operation): boolean =>
  requestBody?.content['application/octet-stream'] !== undefined;
const takesBody = ({ requestBody }: Operation): boolean => requestBody !== undefined;
const takesIfMatch = (one: Operation): boolean => takes(one, 'If-Match');
const always = (): boolean => true;

const CAN_BE: Readonly<Record<string, (one: Operation) => boolean>> = {
  400: (one) => !isCatalogue(one) || (one.parameters ?? []).length > 0,
  401: (one) => !isCatalogue(one),
  403: (one) => !isCatalogue(one),
  404: (one) => one.path.includes('{') || (isCommand(one) && !isOfMany(one)) || one.path.includes('/oidc'),
  409: (one) => isOfSession(one) || isCancelling(one) || isFeed(one) || takesBody(one) || one.path.includes('/oidc'),
  412: takesIfMatch,
  413: takesBody,
  415: takesBody,
  422: (one) => isCommand(one) || takesBytes(one),
  428: takesIfMatch,
  429: always,
  500: always,
  503: always,
};

/** Routes as the controllers declare them: the description is held against these. */
const handlers = () => handlersOf(serving.app);

describe('the API description', () => {
  it('is OpenAPI 3.1 of this API, the same as the document made from the application', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({ title: 'Rectify', version: expect.stringMatching(/./) });
    expect(document).toEqual(JSON.parse(JSON.stringify(openApiOf(serving.app, problems))));
  });

  it('has every route but those of health and metrics, and each under a name of its own', () => {
    expect(operations.length).toBeGreaterThan(60);
    const hidden = handlers().filter((handler) => /^(live|ready|scrape)$/.test(handler.name));
    expect(operations.length).toBe(handlers().length - hidden.length);
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids.filter((id) => typeof id !== 'string' || !/^[A-Za-z]\w+$/.test(id))).toEqual([]);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it('refers only to what is there', () => {
    const references = within(document).flatMap(([at, { $ref }]) => (typeof $ref === 'string' ? [[at, $ref]] : []));
    expect(references.length).toBeGreaterThan(100);
    const found = (reference: string): unknown =>
      reference
        .slice(2)
        .split('/')
        .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document);
    expect(references.filter(([, to]) => !to!.startsWith('#/') || found(to!) === undefined)).toEqual([]);
  });

  it('uses the words of JSON Schema 2020-12, none of the older ones', () => {
    const older = within(schemas, 'schemas').filter(
      ([at, schema]) =>
        !at.endsWith('/properties') &&
        ('nullable' in schema || schema['exclusiveMinimum'] === true || schema['exclusiveMaximum'] === true),
    );
    expect(older.map(([at]) => at)).toEqual([]);
  });

  it('requires no property that it does not describe', () => {
    const missing = Object.entries(schemas).flatMap(([name, { properties = {}, required = [] }]) =>
      required.filter((field) => !Object.hasOwn(properties, field)).map((field) => `${name}.${field}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('an operation', () => {
  it('describes each part of its path, and no other, as required', () => {
    const wrong = operations.filter(({ path, parameters = [] }) => {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const described = parameters.filter((one) => one.in === 'path');
      const names = described.map(({ name }) => name);
      return names.sort().join() !== inPath.sort().join() || described.some(({ required }) => required !== true);
    });
    expect(wrong.map(named)).toEqual([]);
  });

  it('describes each parameter once, with a schema', () => {
    const wrong = operations.filter(({ parameters = [] }) => {
      const names = parameters.map((one) => `${one.in} ${one.name.toLowerCase()}`);
      return new Set(names).size < names.length || parameters.some(({ schema }) => schema === undefined);
    });
    expect(wrong.map(named)).toEqual([]);
  });

  it('asks for a bearer token unless it is open to all', () => {
    expect(document.components).toMatchObject({ securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } });
    const unsecured = operations.filter(({ security }) => !security?.some((one) => 'bearer' in one));
    expect(unsecured.map(({ operationId }) => operationId).sort()).toEqual([
      'BeginExternalSession',
      'FindProblem',
      'ListProblems',
      'OpenExternalSession',
      'OpenSession',
      'RefreshSession',
    ]);
  });

  it('asks for a proof of identity where the act does, and nowhere else', () => {
    const asking = operations.filter((one) => takes(one, 'X-Rectify-Proof'));
    expect(asking.map((one) => one['x-rectify-act']).sort()).toEqual(
      routedIn(acts)
        .filter(asksProof)
        .map(({ name }) => name)
        .sort(),
    );
    expect(asking.map((one) => one['x-rectify-proof'])).toEqual(asking.map(() => 'fresh'));
  });

  it('tells an answer of its own', () => {
    const wordless = operations.filter(
      ({ responses }) =>
        !Object.entries(responses).some(([status, one]) => /^(2\d\d|302)$/.test(status) && one.description),
    );
    expect(wordless.map(named)).toEqual([]);
  });

  it('tells exactly the problems that it can be answered with, as problem+json', () => {
    for (const operation of operations) {
      const { operationId, responses } = operation;
      const expected = Object.keys(CAN_BE).filter((status) => CAN_BE[status]!(operation));
      const told = Object.keys(responses).filter((status) => Number(status) >= 400);
      expect([operationId, told.sort()]).toEqual([operationId, expected.sort()]);
      for (const status of told) {
        expect(responses[status]).toMatchObject({
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        });
      }
    }
  });

  it('tells when to try again where it can be too early', () => {
    for (const { responses } of operations) {
      for (const status of ['429', '503'])
        expect(responses[status]).toMatchObject({ headers: { 'Retry-After': { schema: { type: 'integer' } } } });
    }
  });

  it('tells who may, through which scopes, and whether it may be delegated', () => {
    const told = operations.filter((one) => 'x-rectify-act' in one);
    expect(told.length).toBe(operations.length - 2);
    for (const one of told) {
      const act = acts.get((one as unknown as Record<string, string>)['x-rectify-act']!) as RoutedAct;
      expect(one).toMatchObject({
        'x-rectify-roles': act.roles,
        'x-rectify-scopes': act.scopes,
        'x-rectify-delegable': act.delegable !== false,
      });
    }
  });

  it('asks for no secret in its address', () => {
    const secrets = operations.flatMap(({ operationId, parameters = [] }) =>
      parameters.filter((one) => /password|token|secret/i.test(one.name)).map(({ name }) => [operationId, name]),
    );
    expect(secrets).toEqual([]);
  });
});

describe('a command', () => {
  const commands = () => {
    const types = new Map(
      handlers()
        .flatMap((handler) => actOf(handler) ?? [])
        .flatMap((act) => commandOf(act) ?? [])
        .map((type) => [type.name, type]),
    );
    return operations
      .filter(({ operationId }) => types.has(operationId))
      .map((one) => [one, types.get(one.operationId)!] as const);
  };

  it('is a POST whose body is described from the validators of its class', () => {
    expect(commands().length).toBeGreaterThan(40);
    for (const [{ path, method, operationId, requestBody }, type] of commands()) {
      expect(method).toBe('post');
      expect(requestBody?.content['application/json']?.schema.$ref).toBe(`#/components/schemas/${operationId}`);
      const validated = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
      const fields = new Set(
        validated.map(({ propertyName }) => propertyName).filter((field) => !path.includes(`{${field}}`)),
      );
      expect([operationId, new Set(Object.keys(schemas[operationId]?.properties ?? {}))]).toEqual([
        operationId,
        fields,
      ]);
    }
  });

  it('takes an idempotency key, and needs If-Match exactly when it changes what exists', () => {
    for (const [{ path, operationId, parameters = [] }] of commands()) {
      const header = (name: string) => parameters.find((one) => one.in === 'header' && one.name === name);
      expect([operationId, header('Idempotency-Key')?.required]).toEqual([operationId, false]);
      expect([operationId, header('If-Match')?.required]).toEqual([
        operationId,
        path.includes('{id}') ? true : undefined,
      ]);
    }
  });
});

describe('a query', () => {
  it('describes a moment as a day or an instant, and the day of a report as a day', () => {
    const asOf = (id: string) =>
      operations.find((one) => one.operationId === id)!.parameters!.find(({ name }) => name === 'asOf')!;
    const taken = (id: string, text: string) => new RegExp((asOf(id).schema as { pattern: string }).pattern).test(text);
    const instant = '2023-11-30T12:00:00+08:00';
    expect([taken('ListIssues', '2023-11-30'), taken('ListIssues', instant)]).toEqual([true, true]);
    for (const id of ['RoundReport', 'RoundLedger'])
      expect([taken(id, '2023-11-30'), taken(id, instant)]).toEqual([true, false]);
  });

  it('that takes moments describes them, and no query takes a part it does not describe', () => {
    const of = (operationId: string) =>
      operations
        .find((one) => one.operationId === operationId)!
        .parameters!.filter((one) => one.in === 'query')
        .map(({ name }) => name);
    expect(of('ListIssues')).toEqual(expect.arrayContaining(['asOf', 'knownAt', 'after', 'limit', 'cursor', 'status']));
    expect(of('ReadTrail')).toEqual(
      expect.arrayContaining(['asOf', 'knownAt', 'after', 'actor', 'unit', 'kind', 'from']),
    );
    expect(of('ReadEvents').sort()).toEqual(['after', 'cursor', 'limit']);
  });
});
