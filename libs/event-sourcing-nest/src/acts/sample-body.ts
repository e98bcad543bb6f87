import type { Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import type { Command, PlainDate } from '#event-sourcing';

interface Shape {
  readonly type?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
}

const ID = '00000000-0000-4000-8000-000000000000';
const SHA256 = '0'.repeat(64);

const fitting = (pattern: string | undefined, ahead: PlainDate): string => {
  if (pattern === undefined) return '—';
  return ['—', ID, SHA256, ahead].find((text) => new RegExp(pattern, 'u').test(text)) ?? '—';
};

const number = ({ minimum = 0 }: Shape): number => minimum;

const valuesByType: Readonly<Record<string, (shape: Shape, ahead: PlainDate) => unknown>> = {
  integer: number,
  number,
  boolean: () => true,
  array: ({ minItems = 0, items = {} }, ahead) => Array.from({ length: minItems }, () => valueOf(items, ahead)),
  object: (shape, ahead) => bodyOf(shape, ahead),
};

const valueOf = (shape: Shape, ahead: PlainDate): unknown => {
  if (shape.enum) return shape.enum[0];
  return (valuesByType[shape.type ?? 'string'] ?? (() => fitting(shape.pattern, ahead)))(shape, ahead);
};

const bodyOf = ({ properties = {}, required = [] }: Shape, ahead: PlainDate): object =>
  Object.fromEntries(required.map((name) => [name, valueOf(properties[name] ?? {}, ahead)]));

const bodies = new Map<Type<Command>, { readonly ahead: PlainDate; readonly body: object }>();

const fields = new Map<Type<Command>, ReadonlySet<string>>();

const declaredFields = (type: Type<Command>): ReadonlySet<string> =>
  new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(type, '', false, false)
      .map(({ propertyName }) => propertyName),
  );

/** Fields that a client may give. */
export const fieldsOf = (type: Type<Command>): ReadonlySet<string> => {
  const found = fields.get(type) ?? declaredFields(type);
  fields.set(type, found);
  return found;
};

/**
 * The least body that has the form asked for, with this day wherever one is asked for. It stands for whatever would be
 * entered, and is never stored.
 */
export const sampleBody = (type: Type<Command>, ahead: PlainDate): object => {
  const found = bodies.get(type);
  if (found?.ahead === ahead) return found.body;
  const body = bodyOf(targetConstructorToSchema(type) as Shape, ahead);
  bodies.set(type, { ahead, body });
  return body;
};
