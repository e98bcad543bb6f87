import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { ACT, type RoutedAct } from '#event-sourcing-nest';

export type Handler = (...args: unknown[]) => unknown;

export const actOf = (handler: Handler): RoutedAct | undefined =>
  Reflect.getMetadata(ACT, handler) as RoutedAct | undefined;

/** Every method behind a route of the program. */
export const handlersOf = (app: INestApplication): Handler[] =>
  [...app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .map(({ metatype }) => metatype!)
    .flatMap(({ prototype }) =>
      Object.getOwnPropertyNames(prototype)
        .filter((name) => name !== 'constructor')
        .map((name) => prototype[name] as Handler)
        .filter((handler) => typeof handler === 'function' && Reflect.hasMetadata('path', handler)),
    );

/** The program with another declaration, or none, behind a route; `restore` puts the right one back. */
export const redeclared = (handler: Handler, act: RoutedAct | undefined): { restore: () => void } => {
  const declared = actOf(handler);
  Reflect.defineMetadata(ACT, act, handler);
  return { restore: () => Reflect.defineMetadata(ACT, declared, handler) };
};
