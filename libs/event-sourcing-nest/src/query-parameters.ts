import { applyDecorators, type Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { ApiQuery } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import { type Naming, namingOf } from './naming/names-a.js';

type Properties = Readonly<Record<string, object>>;

const isQuery = (type: unknown): type is Type =>
  typeof type === 'function' && getMetadataStorage().getTargetValidationMetadatas(type, '', false, false).length > 0;

/** Places among the parameters that take the query; a body has validators as well. */
const queriesAt = (target: object, key: string | symbol): number[] => {
  const told = (Reflect.getMetadata(ROUTE_ARGS_METADATA, target.constructor, key) ?? {}) as Record<string, unknown>;
  const places = Object.keys(told).map((place) => place.split(':').map(Number) as [RouteParamtypes, number]);
  return places.filter(([kind]) => kind === RouteParamtypes.QUERY).map(([, index]) => index);
};

const FILTERS = 'rectify:filters';

/** Fields of a route's query that name things. */
export const filtersOf = (handler: object): Naming => (Reflect.getMetadata(FILTERS, handler) ?? {}) as Naming;

const naming = (kinds: readonly string[] = []): { readonly description?: string } =>
  kinds.length === 0
    ? {}
    : {
        description: `Id of one ${kinds.join(' or ')}; refused (query.names-nothing) when you are shown no such thing.`,
      };

/** Query parameters of a method, described from the validators of its query classes, as bodies are. */
export const DescribeQuery = (): MethodDecorator => (target, key, descriptor) => {
  const types = (Reflect.getMetadata('design:paramtypes', target, key) ?? []) as unknown[];
  for (const type of queriesAt(target, key)
    .map((index) => types[index])
    .filter(isQuery)) {
    const { properties = {}, required = [] } = targetConstructorToSchema(type);
    const filters = namingOf(type.prototype as object);
    const described = Object.entries(properties as Properties).map(([name, schema]) =>
      ApiQuery({ name, required: required.includes(name), schema, ...naming(filters[name]) }),
    );
    Reflect.defineMetadata(FILTERS, filters, descriptor.value as object);
    applyDecorators(...described)(target, key, descriptor);
  }
};
