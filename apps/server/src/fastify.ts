import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyReply, type FastifyHttpOptions, LogController } from 'fastify';
import type { ProblemTexts } from '#contracts';
import { RuleBroken } from '#event-sourcing';
import type { RouteFacts } from '#event-sourcing-nest';
import type { Config } from './config.js';
import { answerBroken, answerExpectation, isPlainlyCoded, lacksHost } from './http/broken-request.js';
import { compressAnswers } from './http/compression.js';
import { takeJson } from './http/json-body.js';
import { answerOtherMethods } from './http/other-methods.js';
import { problemOf } from './http/problem.filter.js';
import type { Observing } from './observing/observing.js';
import { watchRequest, watchRequests } from './observing/request-log.js';

/** What Fastify refuses before a route is known leaves in the same form as everything else. */
export const fastifyOptions = (
  config: Config,
  problems: ProblemTexts,
  { log, metrics }: Observing,
): FastifyHttpOptions<Server> => ({
  loggerInstance: log,
  logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'id' }),
  trustProxy: config.trustedProxies === '' ? false : config.trustedProxies.split(','),
  genReqId: () => randomUUID(),
  bodyLimit: config.bodyLimit * 1024,
  requestTimeout: 300_000,
  // Looked for by a hook, so that what is refused for it has a body like everything else.
  http: { requireHostHeader: false },
  routerOptions: { maxParamLength: 200 },
  clientErrorHandler: answerBroken(problems),
  frameworkErrors: (_, request, reply) => {
    const problem = problemOf({ code: 'request.bad-url' }, problems, request.id);
    watchRequest(
      { log, instruments: metrics.instruments },
      Object.assign(request, { problemCode: problem.code }),
      reply as FastifyReply,
    );
    void (reply as FastifyReply).status(problem.status).type('application/problem+json').send(problem);
  },
});

/** From the first hook on, so that also what is refused early is counted and logged. */
export const observe = (app: NestFastifyApplication, { log, metrics }: Observing): void =>
  watchRequests(app.getHttpAdapter().getInstance(), { log, instruments: metrics.instruments });

/** What Node would refuse by itself. */
export const answerForNode = (app: NestFastifyApplication, problems: ProblemTexts): void => {
  app.getHttpAdapter().getInstance().server.on('checkExpectation', answerExpectation(problems));
};

/** Secure headers on everything, cookies read and written. JSON is parsed; a file comes as the stream it is, and whoever takes it counts its bytes. */
export const takeBodies = async (app: NestFastifyApplication, config: Config): Promise<void> => {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (lacksHost(request)) done(new RuleBroken('request.broken', { cause: 'HOST_MISSING' }));
    else done();
  });
  answerOtherMethods(fastify);
  fastify.removeAllContentTypeParsers();
  takeJson(fastify, config.bodyLimit * 1024);
  fastify.addContentTypeParser(
    'application/octet-stream',
    { bodyLimit: (config.fileLimit + 1) * 1024 * 1024 },
    (request, payload, done) => {
      const { takesFile } = request.routeOptions.config as RouteFacts;
      if (takesFile) done(null, payload);
      else done(Object.assign(new Error('the route takes no file'), { statusCode: 415 }));
    },
  );
  // Waited for, so that hooks run in this order: what is refused from here on has the headers.
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'upgrade-insecure-requests': null,
      },
    },
  });
  compressAnswers(fastify);
  await fastify.register(cookie);
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (isPlainlyCoded(request)) done();
    else done(Object.assign(new Error('the body is coded'), { statusCode: 415 }));
  });
};
