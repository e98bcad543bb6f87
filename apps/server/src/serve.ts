import 'reflect-metadata';
import { join } from 'node:path';
import { type Type, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Clock, Engine } from '#event-sourcing';
import { BadShape, fieldErrors } from '#event-sourcing-nest';
import { ensureAdministrator, IdentityModule, loadSigningKey, Passwords, SqliteCredentials } from '#identity';
import type { Config } from './config.js';
import { evidenceFiles } from './contexts.js';
import { type DemoAccounts, loadDemo, type OnProgress } from './demo/load-demo.js';
import { fastifyOptions, takeBodies } from './fastify.js';
import { serveOpenApi } from './openapi.js';
import { openEngine } from './open-engine.js';
import { problems, rights, ServerModule } from './server.module.js';

export interface ServeOptions {
  readonly clock?: Clock;
  /** Served beside the program's own, for measurements. */
  readonly modules?: readonly Type[];
}

export interface Serving {
  readonly url: string;
  readonly engine: Engine;
  readonly app: NestFastifyApplication;
  /** Present at the very first start only; it is stored nowhere in clear. */
  readonly administrator?: { readonly login: string; readonly oneTimePassword: string };
  /** The demonstration round, once, with one account or more for each role. */
  readonly loadDemo: (onProgress?: OnProgress) => Promise<DemoAccounts>;
  /** Takes no more requests, settles what was accepted, closes the stores. */
  readonly close: () => Promise<void>;
}

interface Parts {
  readonly credentials: SqliteCredentials;
  readonly modules: readonly Type[];
}

const application = async (engine: Engine, config: Config, { credentials, modules }: Parts) => {
  const signingKey = await loadSigningKey(join(config.dataDirectory, 'signing-key.json'));
  const identity = IdentityModule.over({ credentials, signingKey, rights });
  const adapter = new FastifyAdapter(fastifyOptions(config, problems));
  const app = await NestFactory.create<NestFastifyApplication>(
    ServerModule.of(engine, config, [identity, ...modules]),
    adapter,
    {
      logger: ['error', 'warn', 'fatal'],
      bodyParser: false,
    },
  );
  takeBodies(app, config);
  app.useGlobalPipes(
    new ValidationPipe({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      exceptionFactory: (errors) => new BadShape(fieldErrors(errors)),
    }),
  );
  serveOpenApi(app, problems);
  await app.listen(config.port, config.host);
  return app;
};

/** Only once the server listens: a start that fails must not use up the one-time password that is told but once. */
const firstAdministrator = async (engine: Engine, credentials: SqliteCredentials, app: NestFastifyApplication) => {
  try {
    return await ensureAdministrator(engine, credentials);
  } catch (error) {
    await app.close();
    throw error;
  }
};

/** Opens everything and listens. Rejects, with everything closed again, when a part cannot start. */
export const serve = async (config: Config, { clock, modules = [] }: ServeOptions = {}): Promise<Serving> => {
  const { engine, close: closeEngine } = await openEngine(config, clock);
  const credentials = new SqliteCredentials(join(config.dataDirectory, 'credentials.db'));
  try {
    await engine.start();
    const app = await application(engine, config, { credentials, modules });
    const administrator = await firstAdministrator(engine, credentials, app);
    const close = async () => {
      await app.close();
      await closeEngine();
      await credentials.close();
    };
    const demo = (onProgress?: OnProgress) => loadDemo(engine, app.get(Passwords), evidenceFiles(config), onProgress);
    return { url: await app.getUrl(), engine, app, administrator, loadDemo: demo, close };
  } catch (error) {
    await closeEngine();
    await credentials.close();
    throw error;
  }
};
