import { Injectable } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { ACT } from '../act.decorator.js';
import type { RoutedAct } from './act.js';
import type { Thing } from './thing.js';

interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
}

type Prototype = Readonly<Record<string, object>>;

const pathOf = (target: object): string =>
  ((Reflect.getMetadata('path', target) as string | undefined) ?? '').replaceAll(/^\/|\/$/g, '');

const methodsOf = (prototype: Prototype): object[] =>
  Object.getOwnPropertyNames(prototype)
    .filter((name) => name !== 'constructor')
    .map((name) => prototype[name]!)
    .filter((method) => typeof method === 'function');

/** Where an act is asked for, as the controllers have it. Of an act with several routes it is the first. */
@Injectable()
export class ActRoutes {
  #routes: ReadonlyMap<string, Route> | undefined;

  constructor(private readonly modules: ModulesContainer) {}

  to({ name, kind }: RoutedAct, { id, parts = {} }: Thing): Route {
    this.#routes ??= new Map([...this.#found()].toReversed());
    const route = this.#routes.get(name);
    if (!route) throw new Error(`no route is for the act ${name}`);
    const values: Readonly<Record<string, string>> = { ...parts, id };
    const path = route.path.replaceAll(/:(\w+)/g, (_, part: string) => encodeURIComponent(values[part]!));
    return { method: kind === 'command' ? 'POST' : 'GET', path };
  }

  *#found(): Generator<[string, Route]> {
    const controllers = [...this.modules.values()].flatMap((module) => [...module.controllers.values()]);
    for (const { metatype } of controllers) {
      const controller = metatype as unknown as { readonly prototype: Prototype };
      for (const method of methodsOf(controller.prototype)) {
        const act = Reflect.getMetadata(ACT, method) as RoutedAct | undefined;
        const path = [pathOf(controller), pathOf(method)].filter(Boolean).join('/');
        if (act) yield [act.name, { method: act.kind === 'command' ? 'POST' : 'GET', path: `/${path}` }];
      }
    }
  }
}
