import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

interface Described {
  readonly operationId: string;
  readonly 'x-rectify-proof'?: 'session' | 'fresh';
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>
  >;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: object;
}

export interface Answered {
  readonly method: string;
  /** With or without its query. */
  readonly path: string;
  readonly status: number;
  readonly mediaType: string;
  readonly body: unknown;
}

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly operation: Described;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .split(/\{\w+\}/)
      .map(escaped)
      .join('[^/]+')}/?$`,
  );

/** `/me` before `/{id}`, as the program looks for routes. */
const fixedFirst = (paths: readonly string[]): string[] =>
  paths.toSorted((one, other) => one.split('{').length - other.split('{').length);

const routesOf = ({ paths }: Document): Route[] =>
  fixedFirst(Object.keys(paths)).flatMap((path) =>
    Object.entries(paths[path]!).map(([method, operation]) => ({ method, pattern: patternOf(path), operation })),
  );

/** Of anything sent: a message is refused before a route is looked at, or the route serves a page of the description. */
const BEFORE_ROUTES: ReadonlySet<string> = new Set([
  'request.broken',
  'request.bad-url',
  'request.no-such-route',
  'request.method-not-allowed',
]);

/** Holds answers against the API description; schemas are compiled when first needed. */
export class DescribedAnswers {
  readonly #routes: readonly Route[];
  readonly #ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true });
  readonly #compiled = new Map<object, ValidateFunction>();

  constructor(document: Document) {
    this.#routes = routesOf(document);
    // Its export is a namespace or the function itself, depending on who loads it.
    const addFormats = ('default' in formats ? formats.default : formats) as unknown as (ajv: Ajv2020) => void;
    addFormats(this.#ajv);
    this.#ajv.addSchema({ $id: 'description', components: document.components });
  }

  /** Throws unless the answer is as its operation says. What is not JSON, and what is no route's, is let pass. */
  expectAsDescribed(answered: Answered): void {
    const operation = answered.mediaType.endsWith('json') ? this.#operationOf(answered) : undefined;
    if (operation) this.#expect(operation, answered);
  }

  /** Whether the route asks for a fresh proof that it is the person themself. */
  asksProof(method: string, path: string): boolean {
    return this.#operationAt(method, path)?.['x-rectify-proof'] === 'fresh';
  }

  /** Whether the route can be told what its answer must hold at least. */
  takesAfter(path: string): boolean {
    const { parameters = [] } = this.#operationAt('GET', path) ?? {};
    return parameters.some(({ name }) => name === 'after');
  }

  #operationOf({ method, path, body }: Answered): Described | undefined {
    if (BEFORE_ROUTES.has((body as { readonly code?: string } | null)?.code ?? '')) return undefined;
    return this.#operationAt(method, path);
  }

  #operationAt(method: string, path: string): Described | undefined {
    const [place = ''] = path.split('?');
    return this.#routes.find((one) => one.method === method.toLowerCase() && one.pattern.test(place))?.operation;
  }

  #expect({ operationId, responses }: Described, { method, path, status, mediaType, body }: Answered): void {
    const named = `${operationId} (${method} ${path}) answered ${status}`;
    const schema = responses[String(status)]?.content?.[mediaType]?.schema;
    if (!schema) throw new Error(`${named} as ${mediaType}, which is not described: ${JSON.stringify(body)}`);
    const validate = this.#validatorOf(schema);
    if (!validate(body)) throw new Error(`${named} not as described: ${this.#wrong(validate, body)}`);
  }

  #validatorOf(schema: object): ValidateFunction {
    const found = this.#compiled.get(schema);
    if (found) return found;
    const text = JSON.stringify(schema).replaceAll('"#/components/', '"description#/components/');
    const validate = this.#ajv.compile(JSON.parse(text) as object);
    this.#compiled.set(schema, validate);
    return validate;
  }

  #wrong({ errors }: ValidateFunction, body: unknown): string {
    const [first] = errors ?? [];
    const { instancePath = '', message = '', params = {} } = first ?? {};
    const found = instancePath
      .split('/')
      .slice(1)
      .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], body);
    return `${instancePath || 'the answer'} ${message} ${JSON.stringify(params)}; found ${JSON.stringify(found)?.slice(0, 300)}`;
  }
}

const read = new Map<string, DescribedAnswers>();

/** What a document describes, read once: to compile its schemas takes longer than to check all answers of a story. */
export const describedBy = (document: string): DescribedAnswers => {
  const found = read.get(document) ?? new DescribedAnswers(JSON.parse(document) as Document);
  read.set(document, found);
  return found;
};
