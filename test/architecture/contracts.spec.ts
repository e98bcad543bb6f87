import { globSync, readFileSync } from 'node:fs';
import { Command, type View } from '#event-sourcing';
import { commandOf, routedIn } from '#event-sourcing-nest';
import { declared, problems } from '../../apps/composition/src/declared.js';
import { acts } from '../../apps/server/src/declared.js';
import { actOf, type Handler, handlersOf, redeclared } from '../rights/routes.js';
import { type RunningServer, startServer } from '../support/server.js';
import frozen from './event-names.json' with { type: 'json' };

const sources = globSync('{apps,libs}/**/*.ts').filter((file) => !file.endsWith('.spec.ts'));
const matches = (pattern: RegExp, files = sources): string[] =>
  files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, found]) => found!));

describe('what is promised to the outside', () => {
  let server: RunningServer;
  let handlers: Handler[];
  beforeAll(async () => {
    server = await startServer();
    handlers = handlersOf(server.app);
  });
  afterAll(() => server.stop());

  it('is for a declared act, each route that is not open to all', () => {
    const open = (handler: Handler) => Reflect.getMetadata('rectify:open', handler) === true;
    const without = handlers.filter(
      (handler) => !open(handler) && acts.get(actOf(handler)?.name ?? '') !== actOf(handler),
    );
    expect(handlers.length).toBeGreaterThan(60);
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  it('opens nothing when a declaration is left out: every route without its act is refused, to everybody', async () => {
    const { paths } = await server.nobody.get('/api/openapi.json');
    const operations = Object.entries(paths as Record<string, Record<string, { operationId: string }>>).flatMap(
      ([path, methods]) => Object.entries(methods).map(([method, { operationId }]) => ({ path, method, operationId })),
    );
    const guarded = handlers.filter((handler) => actOf(handler));
    const removed = guarded.map((handler) => redeclared(handler, undefined));
    const outcomes = await Promise.all(
      operations.map(async ({ path, method, operationId }) => {
        const reached = path.replaceAll(/\{\w+\}/g, 'x');
        const { status, body } = await server.admin.send(
          method.toUpperCase(),
          reached,
          method === 'post' ? {} : undefined,
        );
        return [operationId, status, body.code];
      }),
    ).finally(() => removed.forEach(({ restore }) => restore()));
    const open = ['FindProblem', 'ListProblems'];
    expect(outcomes.length).toBeGreaterThan(140);
    expect(
      outcomes.filter(([id, status, code]) => !open.includes(id) && (status !== 403 || code !== 'rights.not-declared')),
    ).toEqual([]);
    expect((await server.admin.send('GET', 'me')).status).toBe(200);
  });

  it('declares no act for routes that no route is for', () => {
    const used = new Set(handlers.map(actOf));
    const unused = routedIn(acts).filter((act) => !used.has(act));
    expect(unused.map(({ name }) => name)).toEqual([]);
  });

  it('routes only commands that a decider decides', () => {
    const routed = handlers
      .map(actOf)
      .map((act) => act && commandOf(act))
      .filter(Boolean);
    const decided = new Set<unknown>(server.engine.commands);
    expect(routed.filter((command) => !decided.has(command))).toEqual([]);
  });

  it('decides every command class that a domain declares', async () => {
    const files = sources
      .filter((file) => /^libs\/\w+\/src\/domain\/(\w+\/)+[\w-]+\.ts$/.test(file))
      .filter((file) => /^export (abstract )?class /m.test(readFileSync(file, 'utf8')));
    const modules = await Promise.all(files.map((file) => import(`../../${file.replace(/\.ts$/, '.js')}`)));
    const declared = modules
      .flatMap((module) => Object.values(module as object))
      .filter((one): one is typeof Command => typeof one === 'function' && one.prototype instanceof Command);
    const decided = new Set<unknown>(server.engine.commands);
    const isBase = (one: unknown) => declared.some((other) => Object.getPrototypeOf(other) === one);
    expect(declared.length).toBeGreaterThan(40);
    expect(declared.filter((one) => !decided.has(one) && !isBase(one)).map(({ name }) => name)).toEqual([]);
  });

  it('lists every context that declares acts', () => {
    const folders = globSync('libs/*/src/acts.ts').map((file) => file.split('/')[1]);
    expect(folders.sort()).toEqual(declared.map(({ name }) => name).sort());
  });

  it('keeps every view and process that a context makes', async () => {
    const files = sources.filter((file) =>
      /= (projection<|actsOf\(|process\w*\()|: (View|Process)(<| =)/.test(readFileSync(file, 'utf8')),
    );
    const modules = await Promise.all(
      files
        .filter((file) => /^libs\/\w+\/src\/(projections\/|[\w-]+\.ts$)/.test(file))
        .map((file) => import(`../../${file.replace(/\.ts$/, '.js')}`)),
    );
    const made = modules
      .flatMap((module) => Object.values(module as object))
      .filter((one): one is View => typeof one === 'object' && one !== null && 'fold' in one && 'seenThrough' in one);
    const kept = new Set(declared.flatMap(({ views }) => views.map(({ name }) => name)));
    expect(made.length).toBeGreaterThan(20);
    expect(made.map(({ name }) => name).filter((name) => !kept.has(name))).toEqual([]);
  });

  it('takes what decides or gives rights only while the right to it stands as it was looked at', () => {
    const DECIDES =
      /^(Approve|Reject|Grant|Refuse|Waive|Place|Endorse|WithdrawRole|Suspend|Reinstate|Issue|Revoke|CastVote)/;
    const deciding = routedIn(acts).filter(({ kind, name }) => kind === 'command' && DECIDES.test(name));
    const without = deciding.filter((act) => !(commandOf(act) as { underAuthority?: boolean }).underAuthority);
    expect(deciding.length).toBeGreaterThan(15);
    expect(without.map(({ name }) => name)).toEqual([]);
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
