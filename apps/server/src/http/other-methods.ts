import type { FastifyInstance } from 'fastify';
import { RuleBroken } from '#event-sourcing';

const ORDER = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

const patternOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.*+?^$()|[\]\\{}]/g, String.raw`\$&`)))
      .join('/')}/?$`,
  );

/** Which methods each path takes, as its routes are declared. */
export class MethodsOfPaths {
  readonly #methods = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();

  add(url: string, methods: readonly string[]): void {
    const known = this.#methods.get(url) ?? { pattern: patternOf(url), methods: new Set() };
    for (const method of methods) known.methods.add(method);
    this.#methods.set(url, known);
  }

  /** Empty of a path that nothing is at. */
  of(path: string): readonly string[] {
    const found = [...this.#methods.values()].flatMap(({ pattern, methods }) =>
      pattern.test(path) ? [...methods] : [],
    );
    const taken = ORDER.filter((method) => found.includes(method));
    return taken.length === 0 ? [] : [...taken, 'OPTIONS'];
  }
}

/** A known path answers a method that it does not take with those that it takes, as HTTP asks for. */
export const answerOtherMethods = (fastify: FastifyInstance): void => {
  const paths = new MethodsOfPaths();
  fastify.addHook('onRoute', ({ url, method }) => paths.add(url, [method].flat()));
  fastify.addHook('onRequest', (request, reply, done) => {
    const allow = request.is404 ? paths.of(request.url.split('?')[0]!) : [];
    if (allow.length === 0) return done();
    reply.header('Allow', allow.join(', '));
    if (request.method === 'OPTIONS') void reply.status(204).send();
    else done(new RuleBroken('request.method-not-allowed', { method: request.method, allow }));
  });
};
