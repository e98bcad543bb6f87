import { applyDecorators, type Type } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';

type Properties = Readonly<Record<string, object>>;

const isQuery = (type: unknown): type is Type =>
  typeof type === 'function' && getMetadataStorage().getTargetValidationMetadatas(type, '', false, false).length > 0;

/** Query parameters of a method, described from the validators of its query classes, as bodies are. */
export const DescribeQuery = (): MethodDecorator => (target, key, descriptor) => {
  const types = (Reflect.getMetadata('design:paramtypes', target, key) ?? []) as unknown[];
  for (const type of types.filter(isQuery)) {
    const { properties = {}, required = [] } = targetConstructorToSchema(type);
    const described = Object.entries(properties as Properties).map(([name, schema]) =>
      ApiQuery({ name, required: required.includes(name), schema }),
    );
    applyDecorators(...described)(target, key, descriptor);
  }
};
