// Gives the schemas readable names, and writes in place what has none.
const REF = '#/definitions/';
const COMPONENT = '#/components/schemas/';

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const inPascalCase = (text) => text.split('-').map(capital).join('');

/** `Page@libs/x.ts<Row@libs/y.ts>` is PageOfRow; undefined where a part is a type that nobody named. */
const readable = (key) => {
  const plain = key.replaceAll(/@[^<>,]+/g, '');
  if (!/^[\w<>,]+$/.test(plain)) return undefined;
  const [name, ...parts] = plain.split(/[<>,]+/).filter((part) => part !== '');
  return parts.length === 0 ? name : `${name}Of${parts.map(capital).join('And')}`;
};

const contextOf = (key) => /@(?:libs|apps)\/([^/]+)\//.exec(key)?.[1] ?? '';

/** Types of several files that have one name get that of their context as well; nobody's name then depends on order. */
const namesOf = (keys) => {
  const byName = Map.groupBy(keys, readable);
  byName.delete(undefined);
  const names = new Map();
  for (const [name, [first, ...others]] of byName) {
    if (others.length === 0) names.set(first, name);
    else for (const key of [first, ...others]) names.set(key, `${inPascalCase(contextOf(key))}${name}`);
  }
  for (const [name, [one, other]] of Map.groupBy(names.keys(), (key) => names.get(key))) {
    if (other) throw new Error(`two types of one context are called ${name}: ${one} and ${other}; rename one`);
  }
  return names;
};

const isNothing = (schema) => JSON.stringify(schema) === '{"not":{}}';
const isAlias = (schema) => Object.keys(schema).join() === '$ref';

class Components {
  constructor(definitions) {
    this.definitions = definitions;
    const named = [...definitions.keys()].filter((key) => !isAlias(definitions.get(key)));
    this.names = namesOf(named);
    this.used = new Map();
  }

  /** The schema with every reference as one to a component; `open` are the nameless types that it stands in. */
  resolved(schema, open = []) {
    if (typeof schema !== 'object' || schema === null) return schema;
    if (Array.isArray(schema)) return schema.filter((one) => !isNothing(one)).map((one) => this.resolved(one, open));
    const { $ref, ...beside } = schema;
    const own = Object.fromEntries(Object.entries(beside).map(([key, one]) => [key, this.resolved(one, open)]));
    return typeof $ref === 'string' ? { ...this.#referred($ref.slice(REF.length), open), ...own } : own;
  }

  #referred(key, open) {
    const definition = this.definitions.get(key);
    const name = this.names.get(key);
    if (name === undefined) {
      if (open.includes(key)) throw new Error(`${key} holds itself and has no name; declare it as an interface`);
      return this.resolved(definition, [...open, key]);
    }
    this.add(name, definition);
    return { $ref: `${COMPONENT}${name}` };
  }

  add(name, definition) {
    if (this.used.has(name)) return;
    this.used.set(name, undefined);
    this.used.set(name, this.resolved(definition));
  }
}

/** An answer that is no type of its own gets one under the name of its act. */
const answerSchema = (components, { name, schema }) => {
  const resolved = components.resolved(schema);
  if (isNothing(resolved) || resolved.type === 'null') return null;
  if (resolved.$ref || !('properties' in resolved || 'anyOf' in resolved)) return resolved;
  components.used.set(`${name}Answer`, resolved);
  return { $ref: `${COMPONENT}${name}Answer` };
};

/** `{ acts, schemas }`: of each act the schema of its answer (null: it answers no JSON), and what those refer to. */
export const answersDocument = ({ answers, definitions }) => {
  const components = new Components(definitions);
  const acts = Object.fromEntries(answers.map((one) => [one.name, answerSchema(components, one)]));
  const byName = ([one], [other]) => (one < other ? -1 : 1);
  return { acts, schemas: Object.fromEntries([...components.used].sort(byName)) };
};
