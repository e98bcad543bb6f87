import { type DynamicModule, type Type, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { BadShape, fieldErrors } from '#event-sourcing-nest';
import { type Credentials, IdentityModule, loadSigningKey } from '#identity';
import type { Config } from './config.js';
import { fastifyOptions, takeBodies } from './fastify.js';
import { serveOpenApi } from './openapi.js';
import { problems, rights, type Served, ServerModule } from './server.module.js';

const checkedShapes = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (errors) => new BadShape(fieldErrors(errors)),
  });

const made = async (module: DynamicModule, config: Config): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter(fastifyOptions(config, problems));
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: ['error', 'warn', 'fatal'],
    bodyParser: false,
  });
  takeBodies(app, config);
  return app;
};

export interface Rim {
  readonly credentials: Credentials;
  readonly modules: readonly Type[];
}

/** Listens for everybody's requests. */
export const listenToAll = async (served: Served, { credentials, modules }: Rim): Promise<NestFastifyApplication> => {
  const { config } = served;
  const identity = IdentityModule.over({ credentials, signingKey: await loadSigningKey(credentials), rights });
  const app = await made(ServerModule.of(served, [identity, ...modules]), config);
  app.useGlobalPipes(checkedShapes());
  serveOpenApi(app, problems);
  await app.listen(config.port, config.host);
  return app;
};

/** Listens for questions about the process itself. */
export const listenAsProjector = async (served: Served): Promise<NestFastifyApplication> => {
  const { config } = served;
  const app = await made(ServerModule.ofProjector(served), config);
  await app.listen(config.port, config.host);
  return app;
};
