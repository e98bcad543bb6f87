import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { type DynamicModule, type Type, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { readSheet } from '#disclosure';
import { BadShape, fieldErrors } from '#event-sourcing-nest';
import { type Credentials, type HashingCost, IdentityModule, loadSigningKey, type ProviderOptions } from '#identity';
import type { Config } from './config.js';
import { problems } from '../../composition/src/declared.js';
import { answerForNode, fastifyOptions, observe, takeBodies } from './fastify.js';
import { nestLog } from './observing/nest-log.js';
import { serveOpenApi } from './openapi/openapi.js';
import { type Served, ServerModule } from './server.module.js';

const checkedShapes = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    // For the choices that a refusal tells; nothing else of it reaches an answer.
    validationError: { target: true },
    exceptionFactory: (errors) => new BadShape(fieldErrors(errors)),
  });

const made = async (module: DynamicModule, { config, observing }: Served): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter(fastifyOptions(config, problems, observing));
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: nestLog(observing.log),
    bodyParser: false,
    // Nest would end the process, with the stores open and nothing said in the log.
    abortOnError: false,
  });
  watchLines(app.getHttpServer() as Server);
  observe(app, observing);
  answerForNode(app, problems);
  await takeBodies(app, config);
  return app;
};

const providerOf = (config: Config): ProviderOptions | undefined =>
  config.oidcIssuer === ''
    ? undefined
    : {
        issuer: config.oidcIssuer,
        clientId: config.oidcClientId,
        clientSecret: config.oidcClientSecret,
        redirectUrl: config.oidcRedirectUrl,
        subjectClaim: config.oidcSubjectClaim,
        scope: config.oidcScope,
      };

export interface Rim {
  readonly credentials: Credentials;
  readonly modules: readonly Type[];
  /** OWASP's when absent. */
  readonly hashing?: HashingCost;
}

/** Listens for everybody's requests. */
export const listenToAll = async (
  served: Served,
  { credentials, modules, hashing }: Rim,
): Promise<NestFastifyApplication> => {
  const { config } = served;
  const identity = IdentityModule.forRoot({
    credentials,
    signingKey: await loadSigningKey(credentials),
    readSheet,
    provider: providerOf(config),
    limits: config,
    cost: hashing,
  });
  const app = await made(ServerModule.of(served, [identity, ...modules]), served);
  app.useGlobalPipes(checkedShapes());
  serveOpenApi(app, problems);
  await app.listen(config.port, config.host);
  return app;
};

/** Listens for questions about the process itself. */
export const listenAsProjector = async (served: Served): Promise<NestFastifyApplication> => {
  const { config } = served;
  const app = await made(ServerModule.ofProjector(served), served);
  await app.listen(config.port, config.host);
  return app;
};

const SWEEP_MS = 50;

/** Lines on which no request has come yet, of each server. */
const unasked = new WeakMap<Server, Set<Socket>>();

const watchLines = (server: Server): void => {
  const lines = new Set<Socket>();
  unasked.set(server, lines);
  server.on('connection', (line: Socket) => lines.add(line.once('close', () => lines.delete(line))));
  server.on('request', ({ socket }: IncomingMessage) => lines.delete(socket));
};

/**
 * Answers what was taken and takes no more. A line that its client keeps open falls idle only with its last answer, and
 * one that was opened ahead of any request, as browsers do, does not count as idle: each would hold up the end for a minute.
 */
export const stopListening = async (app: NestFastifyApplication): Promise<void> => {
  const server = app.getHttpServer() as Server;
  const sweep = setInterval(() => {
    server.closeIdleConnections();
    for (const line of unasked.get(server) ?? []) line.destroy();
  }, SWEEP_MS);
  await app.close().finally(() => clearInterval(sweep));
};
