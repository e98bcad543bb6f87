// What the data of each stored event holds, field by field, from the TypeScript types.
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rawSchemas } from '../../tools/answers/schemas.mjs';

const root = dirname(dirname(import.meta.dirname));
const REF = '#/definitions/';

const eventFiles = () =>
  globSync(['libs/*/src/domain/**/*events.ts', 'libs/event-sourcing/src/processes/process.ts'], { cwd: root }).sort();

/** The file's events as the maker of schemas wants them: a module beside the file with a type for the data of each. */
const eventsOf = (file) => {
  const names = [...readFileSync(join(root, file), 'utf8').matchAll(/export type (\w+) = Event<\s*'\1'/g)].map(
    ([, name]) => name,
  );
  const types = names.map((name) => `export type AnswerOf_${name} = events.${name}['data'];`);
  const from = `import type * as events from './${basename(file, '.ts')}.js';`;
  return { file, acts: names.map((name) => ({ name })), module: [from, ...types].join('\n') };
};

const isObject = ({ type, properties, additionalProperties }) =>
  type === 'object' || properties !== undefined || typeof additionalProperties === 'object';

const kindOf = ({ type, enum: values, const: value }) => {
  if (type !== undefined) return [type].flat().sort().join(' or ');
  return values || value !== undefined ? typeof (value ?? values[0]) : 'anything';
};

/** `?`: may be missing; `|`: is always there with its own alternative of several; nothing: is always there. */
const markOf = (name, found, objects) => {
  if (!found.every((one) => one.schema.required?.includes(name))) return '?';
  return found.length === objects.length ? '' : '|';
};

class Shapes {
  constructor(definitions) {
    this.definitions = definitions;
  }

  /** Every alternative of a type, with references followed; a type within itself is looked at once. */
  #alternatives(schema, open) {
    if (schema.$ref) {
      const name = schema.$ref.slice(REF.length);
      return open.includes(name) ? [] : this.#alternatives(this.definitions.get(name), [...open, name]);
    }
    const either = schema.anyOf ?? schema.oneOf;
    return either ? either.flatMap((one) => this.#alternatives(one, open)) : [{ schema, open }];
  }

  /** Fields of the alternatives together. */
  fields(schema, open = []) {
    const objects = this.#alternatives(schema, open).filter((one) => isObject(one.schema));
    const names = [...new Set(objects.flatMap((one) => Object.keys(one.schema.properties ?? {})))].sort();
    const own = names.flatMap((name) => {
      const found = objects.filter((one) => one.schema.properties?.[name]);
      const key = `${name}${markOf(name, found, objects)}`;
      const inner = found.map((one) => this.#field(one.schema.properties[name], one.open));
      const kinds = [...new Set(inner.flatMap(({ kind }) => kind))].sort().join(' or ');
      const below = Object.assign({}, ...inner.map((one) => one.below));
      return [[key, kinds], ...Object.entries(below).map(([path, kind]) => [`${key}${path}`, kind])];
    });
    return Object.fromEntries(own);
  }

  #field(schema, open) {
    const all = this.#alternatives(schema, open);
    const below = this.#prefixed(this.fields(schema, open), '.');
    const items = all.filter((one) => one.schema.items).map((one) => this.#field(one.schema.items, one.open));
    const values = all.filter((one) => typeof one.schema.additionalProperties === 'object');
    const maps = values.map((one) => this.#field(one.schema.additionalProperties, one.open));
    const under = (inner, mark) =>
      inner.map((one) => ({ [mark]: one.kind.join(' or '), ...this.#prefixed(one.below, mark) }));
    return {
      kind: [...new Set(all.map((one) => kindOf(one.schema)))].sort(),
      below: Object.assign(below, ...under(items, '[]'), ...under(maps, '{}')),
    };
  }

  #prefixed(fields, prefix) {
    return Object.fromEntries(Object.entries(fields).map(([path, kind]) => [`${prefix}${path}`, kind]));
  }
}

/** By type of event, the fields of its data with what each is. */
export const storedShapes = () => {
  const { answers, definitions } = rawSchemas(eventFiles().map(eventsOf), root);
  const shapes = new Shapes(definitions);
  const byName = ([one], [other]) => (one < other ? -1 : 1);
  return Object.fromEntries(answers.map(({ name, schema }) => [name, shapes.fields(schema)]).sort(byName));
};

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(storedShapes(), undefined, 2));
