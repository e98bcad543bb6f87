import { globSync, readFileSync } from 'node:fs';
import { ModulesContainer } from '@nestjs/core';
import { Command } from '#event-sourcing';
import { ACT, COMMAND } from '#event-sourcing-nest';
import { problems, rights } from '../../apps/server/src/server.module.js';
import { type RunningServer, startServer } from '../support/server.js';
import frozen from './event-names.json' with { type: 'json' };

type Handler = (...args: unknown[]) => unknown;

const sources = globSync('{apps,libs}/**/*.ts').filter((file) => !file.endsWith('.spec.ts'));
const matches = (pattern: RegExp, files = sources): string[] =>
  files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, found]) => found!));

describe('what is promised to the outside', () => {
  let server: RunningServer;
  let handlers: Handler[];
  beforeAll(async () => {
    server = await startServer();
    const modules = [...server.app.get(ModulesContainer).values()];
    const controllers = modules.flatMap((module) => [...module.controllers.values()]).map(({ metatype }) => metatype!);
    handlers = controllers.flatMap(({ prototype }) =>
      Object.getOwnPropertyNames(prototype)
        .filter((name) => name !== 'constructor')
        .map((name) => prototype[name] as Handler)
        .filter((handler) => typeof handler === 'function' && Reflect.hasMetadata('path', handler)),
    );
  });
  afterAll(() => server.stop());

  it('has a row in the rights table for every route that is not open to all', () => {
    const open = (handler: Handler) => Reflect.getMetadata('rectify:open', handler) === true;
    const act = (handler: Handler) => Reflect.getMetadata(ACT, handler) as string;
    const without = handlers.filter((handler) => !open(handler) && !Object.hasOwn(rights, act(handler)));
    expect(handlers.length).toBeGreaterThan(60);
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  it('has no row that no route and no server-side act uses', () => {
    const acts = new Set(handlers.map((handler) => Reflect.getMetadata(ACT, handler) as string));
    const unused = Object.entries(rights).filter(([act, { roles }]) => !acts.has(act) && roles.length > 0);
    expect(unused.map(([act]) => act)).toEqual([]);
  });

  it('routes only commands that a decider decides', () => {
    const routed = handlers.map((handler) => Reflect.getMetadata(COMMAND, handler)).filter(Boolean);
    const decided = new Set<unknown>(server.engine.commands);
    expect(routed.filter((command) => !decided.has(command))).toEqual([]);
  });

  it('decides every command class that a domain declares', async () => {
    const files = sources.filter((file) => /^libs\/\w+\/src\/domain\/\w+\/[\w-]*commands\.ts$/.test(file));
    const modules = await Promise.all(files.map((file) => import(`../../${file.replace(/\.ts$/, '.js')}`)));
    const declared = modules
      .flatMap((module) => Object.values(module as object))
      .filter((one): one is typeof Command => typeof one === 'function' && one.prototype instanceof Command);
    const decided = new Set<unknown>(server.engine.commands);
    const isBase = (one: unknown) => declared.some((other) => Object.getPrototypeOf(other) === one);
    expect(declared.length).toBeGreaterThan(40);
    expect(declared.filter((one) => !decided.has(one) && !isBase(one)).map(({ name }) => name)).toEqual([]);
  });

  it('has every problem code in the one catalogue, in both languages', () => {
    const used = matches(/new RuleBroken\(\s*'([^']+)'/g);
    expect(used.length).toBeGreaterThan(20);
    expect([...new Set(used)].filter((code) => !Object.hasOwn(problems, code))).toEqual([]);
    for (const [code, { zh, en }] of Object.entries(problems)) {
      expect(code).toMatch(/^[a-z-]+\.[a-z-]+$/);
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[A-Z][\x20-\x7e]+$/);
    }
  });

  it('keeps the names of stored events for ever', () => {
    const events = sources.filter((file) => /events\.ts$|event-sourcing\/src\/processes\/process\.ts$/.test(file));
    const names = matches(/Event<\s*'([A-Za-z]+)'/g, events).sort();
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(frozen);
  });
});
