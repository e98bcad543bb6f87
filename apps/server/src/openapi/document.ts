import type { OpenAPIObject } from '@nestjs/swagger';

type PathItem = OpenAPIObject['paths'][string];

export type Operation = NonNullable<PathItem['get']>;
export type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];
export type Schemas = Record<string, Schema>;
export type Response = Exclude<NonNullable<Operation['responses'][string]>, { readonly $ref: string }>;

export interface Routed {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

const METHODS = ['get', 'post', 'put', 'delete'] as const;

export const operationsOf = ({ paths }: OpenAPIObject): Routed[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ path, method, operation }] : [];
    }),
  );

interface Parameter {
  readonly name: string;
  readonly in: string;
  description?: string;
  schema?: object;
  example?: unknown;
}

export const parametersOf = ({ parameters = [] }: Operation): Parameter[] => parameters as Parameter[];

export const takes = (operation: Operation, place: string, name?: string): boolean =>
  parametersOf(operation).some((one) => one.in === place && (name === undefined || one.name === name));

export const COMPONENT = '#/components/schemas/';
