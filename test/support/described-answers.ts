import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

interface Described {
  readonly operationId: string;
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
  new RegExp(`^${path.split(/\{\w+\}/).map(escaped).join('[^/]+')}/?$`);

/** `/me` before `/{id}`, as the program looks for routes. */
const fixedFirst = (paths: readonly string[]): string[] =>
  paths.toSorted((one, other) => one.split('{').length - other.split('{').length);

const routesOf = ({ paths }: Document): Route[] =>
  fixedFirst(Object.keys(paths)).flatMap((path) =>
    Object.entries(paths[path]!).map(([method, operation]) => ({ method, pattern: patternOf(path), operation })),
  );

/** Of anything sent: a message is refused before a route is looked at, or the route serves a page of the description. */
const BEFORE_ROUTES: ReadonlySet<string> = new Set(['request.broken', 'request.bad-url', 'request.no-such-route']);

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
    const { method, path, status, mediaType, body } = answered;
    if (!mediaType.endsWith('json')) return;
    const [place = ''] = path.split('?');
    const route = this.#routes.find((one) => one.method === method.toLowerCase() && one.pattern.test(place));
    if (!route || BEFORE_ROUTES.has((body as { readonly code?: string } | null)?.code ?? '')) return;
    const { operation } = route;
    const schema = operation.responses[String(status)]?.content?.[mediaType]?.schema;
    const named = `${operation.operationId} (${method} ${place})`;
    if (!schema) {
      throw new Error(`${named} answered ${status} as ${mediaType}, which is not described: ${JSON.stringify(body)}`);
    }
    const validate = this.#validatorOf(schema);
    if (!validate(body)) throw new Error(`${named} answered ${status} not as described: ${this.#wrong(validate, body)}`);
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

const byServer = new Map<string, Promise<DescribedAnswers | undefined>>();

const read = async (url: string): Promise<DescribedAnswers | undefined> => {
  const response = await fetch(`${url}/api/openapi.json`).catch(() => undefined);
  return response?.status === 200 ? new DescribedAnswers((await response.json()) as Document) : undefined;
};

/** The description that the server itself gives, read once; undefined when it gives none. */
export const describedAnswersOf = (url: string): Promise<DescribedAnswers | undefined> => {
  const known = byServer.get(url) ?? read(url);
  byServer.set(url, known);
  return known;
};
