// @ts-expect-error -- the package declares no types for this file, and offers the storage nowhere else
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { targetConstructorToSchema, validationMetadatasToSchemas } from 'class-validator-jsonschema';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Engine } from '#event-sourcing';
import type { AnswerSchemas } from './answers.js';
import { COMPONENT, type Routed, type Schema, type Schemas } from './document.js';

const OPTIONS = { classTransformerMetadataStorage: defaultMetadataStorage, refPointerPrefix: COMPONENT };

/** Bodies and queries, from the validators of their classes. */
export const bodySchemas = ({ commands }: Engine): Schemas => ({
  ...(validationMetadatasToSchemas(OPTIONS) as Schemas),
  ...(Object.fromEntries(commands.map((type) => [type.name, targetConstructorToSchema(type, OPTIONS)])) as Schemas),
});

/** A command's field that stands in the path is not asked for in the body as well. */
export const withoutPathParts = ({ path, operation }: Routed, bodies: Schemas): void => {
  const body = bodies[operation.operationId ?? ''];
  if (!body || !('properties' in body)) return;
  const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  for (const name of parts) delete body.properties?.[name];
  body.required = body.required?.filter((name) => !parts.includes(name));
};

const refersTo = (text: string, name: string, other: string): string =>
  text.replaceAll(`"${COMPONENT}${name}"`, `"${COMPONENT}${other}"`);

/** A type of answers that has the name of a class of bodies is called `<name>Answer`. */
export const toldApart = (answers: AnswerSchemas, bodies: Schemas): AnswerSchemas => {
  const shared = Object.keys(answers.schemas).filter((name) => Object.hasOwn(bodies, name));
  const text = shared.reduce((all, name) => refersTo(all, name, `${name}Answer`), JSON.stringify(answers));
  const { acts, schemas } = JSON.parse(text) as AnswerSchemas;
  const renamed = Object.entries(schemas).map(([name, one]) => [shared.includes(name) ? `${name}Answer` : name, one]);
  return { acts, schemas: Object.fromEntries(renamed) as Schemas };
};

const namesIn = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name!);

/** Only what the routes refer to, and what that refers to: commands that no route takes are nobody's business. */
export const reachable = (paths: OpenAPIObject['paths'], all: Schemas): Schemas => {
  const found = new Map<string, Schema>();
  const waiting = namesIn(paths);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const schema = all[name];
    if (found.has(name) || !schema) continue;
    found.set(name, schema);
    waiting.push(...namesIn(schema));
  }
  return Object.fromEntries([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
};
