import type { INestApplication, Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { ACT, filtersOf, type RoutedAct } from '#event-sourcing-nest';

export type Handler = (...args: unknown[]) => unknown;

type Controller = Type & { readonly prototype: Readonly<Record<string, unknown>> };

export const actOf = (handler: Handler): RoutedAct | undefined =>
  Reflect.getMetadata(ACT, handler) as RoutedAct | undefined;

const controllersOf = (app: INestApplication): Controller[] =>
  [...app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .map(({ metatype }) => metatype as Controller);

const routesOf = ({ prototype }: Controller): Handler[] =>
  Object.getOwnPropertyNames(prototype)
    .filter((name) => name !== 'constructor')
    .map((name) => prototype[name] as Handler)
    .filter((handler) => typeof handler === 'function' && Reflect.hasMetadata('path', handler));

/** Every method behind a route of the program. */
export const handlersOf = (app: INestApplication): Handler[] => controllersOf(app).flatMap(routesOf);

/** The program with another declaration, or none, behind a route; `restore` puts the right one back. */
export const redeclared = (handler: Handler, act: RoutedAct | undefined): { restore: () => void } => {
  const declared = actOf(handler);
  Reflect.defineMetadata(ACT, act, handler);
  return { restore: () => Reflect.defineMetadata(ACT, declared, handler) };
};

/** A filter of a list that names a thing. */
export interface RouteFilter {
  /** As a client writes it. */
  readonly path: string;
  readonly field: string;
  readonly kinds: readonly string[];
  readonly act: RoutedAct;
}

const pathOf = (handler: Handler, controller: object): string =>
  [Reflect.getMetadata('path', controller) as string, Reflect.getMetadata('path', handler) as string]
    .map((part) => part.replaceAll(/^\/|\/$/g, ''))
    .filter(Boolean)
    .join('/')
    .replace('api/v1/', '');

export const filtersOfRoutes = (app: INestApplication): RouteFilter[] =>
  controllersOf(app).flatMap((controller) =>
    routesOf(controller).flatMap((handler) =>
      Object.entries(filtersOf(handler)).map(([field, kinds]) => ({
        path: pathOf(handler, controller),
        field,
        kinds,
        act: actOf(handler)!,
      })),
    ),
  );
