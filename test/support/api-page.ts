interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, object>>;
}

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, object>>;
}

export interface ApiDescription {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** A request as a page prints it, with the status that it was answered with. */
export interface PrintedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
  readonly headers: readonly string[];
  readonly fields: readonly string[];
  readonly status?: string;
}

/** What HTTP itself says, not this API. */
const OF_HTTP: ReadonlySet<string> = new Set(['Accept', 'Content-Type', 'Authorization']);

const requested = (line: string) => {
  const [method = '', target = ''] = line.split(' ');
  const [path = '', query = ''] = target.split('?');
  return { method, path, query: [...new URLSearchParams(query).keys()] };
};

const inBlock = (block: string): PrintedRequest => {
  const [request = '', answer = ''] = block.split(/\n\nHTTP\/1\.1 /);
  const [head = '', body = '{}'] = request.split('\n\n');
  const [first = '', ...headers] = head.split('\n');
  return {
    ...requested(first),
    headers: headers.map((line) => line.split(':')[0]!).filter((name) => !OF_HTTP.has(name)),
    fields: Object.keys(JSON.parse(body) as object),
    status: answer.slice(0, 3),
  };
};

/** In blocks of `http`, and in the text where a method and a path stand in backticks. */
export const printedRequests = (page: string): PrintedRequest[] => [
  ...[...page.matchAll(/```http\n([\s\S]*?)\n```/g)].map(([, block]) => inBlock(block!)),
  ...[...page.matchAll(/`((?:GET|POST|PUT|DELETE) \/[^`]+)`/g)].map(([, line]) => ({
    ...requested(line!),
    headers: [],
    fields: [],
  })),
];

const fits = (path: string, printed: string): boolean =>
  new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(printed);

const operationOf = ({ paths }: ApiDescription, { method, path }: PrintedRequest): Operation | undefined => {
  const exact = paths[path] ? path : Object.keys(paths).find((one) => fits(one, path));
  return exact === undefined ? undefined : paths[exact]![method.toLowerCase()];
};

const fieldsOf = ({ components }: ApiDescription, { requestBody }: Operation): string[] => {
  const { $ref, properties } = requestBody?.content['application/json']?.schema ?? {};
  return Object.keys(($ref ? components.schemas[$ref.split('/').at(-1)!]?.properties : properties) ?? {});
};

/** What a page prints and the description does not know, in words; nothing when the page is right. */
export const unknownIn = (description: ApiDescription, page: string): string[] =>
  printedRequests(page).flatMap((printed) => {
    const operation = operationOf(description, printed);
    const named = `${printed.method} ${printed.path}`;
    if (!operation) return [named];
    const takes = (place: string) =>
      (operation.parameters ?? []).filter((one) => one.in === place).map((one) => one.name);
    const beside = (all: readonly string[], known: readonly string[]) => all.filter((one) => !known.includes(one));
    const unknown = [
      ...beside(printed.query, takes('query')),
      ...beside(printed.headers, takes('header')),
      ...beside(printed.fields, fieldsOf(description, operation)),
      ...beside(printed.status ? [printed.status] : [], Object.keys(operation.responses)),
    ];
    return unknown.map((name) => `${named}: ${name}`);
  });
