import { createHash } from 'node:crypto';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { readSheet } from '#disclosure';
import { type Append, Engine, type EventStore } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { type Credentials, IdentityModule, loadSigningKey, openCredentials } from '#identity';
import { openReadStore } from '#read-store';
import { type Config, readConfig } from '../../../apps/server/src/config.js';
import { contexts, evidenceFiles, uploadsTo } from '../../../apps/composition/src/contexts.js';
import { fastifyOptions, takeBodies } from '../../../apps/server/src/fastify.js';
import { Observing } from '../../../apps/server/src/observing/observing.js';
import { ServerModule } from '../../../apps/server/src/server.module.js';
import { problems } from '../../../apps/composition/src/declared.js';
import type { Place } from './place.js';
import { KillableServer } from './server.js';

type Environment = Readonly<Record<string, string>>;

export type Passing = (append: Append) => Append;

/** The version that a command was decided on is no longer looked at. For negative controls. */
export const withoutVersionCheck: Passing = (append) => append.map((one) => ({ ...one, expected: 'any' }));

/** One store as several processes would have it: each knows that others append, too. */
const shared = (store: EventStore, pass: Passing): EventStore => ({
  name: store.name,
  exclusive: false,
  append: (appends) => store.append(appends.map(pass)),
  readStream: (stream, after) => store.readStream(stream, after),
  readAll: (after, limit) => store.readAll(after, limit),
  head: () => store.head(),
  onAppended: (wake) => store.onAppended(wake),
  close: () => store.close(),
});

interface Served {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const serveOver = async (store: EventStore, config: Config, credentials: Credentials): Promise<Served> => {
  const readStore = await openReadStore('sqlite::memory:');
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  const engine = new Engine({ store, readStore, contexts: contexts(config), digest });
  await engine.start();
  const signingKey = await loadSigningKey(credentials);
  const observing = new Observing(config, problems);
  const evidence = evidenceFiles(config);
  const app = await NestFactory.create<NestFastifyApplication>(
    ServerModule.of({ engine, config, leads: () => true, evidence, uploads: uploadsTo(evidence, config), observing }, [
      IdentityModule.forRoot({ credentials, signingKey, readSheet }),
    ]),
    new FastifyAdapter(fastifyOptions(config, problems, observing)),
    { logger: ['error'], bodyParser: false },
  );
  await takeBodies(app, config);
  app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true }));
  await app.listen(0, '127.0.0.1');
  const close = async () => {
    await app.close();
    await engine.stop();
    await readStore.close();
  };
  return { url: await app.getUrl(), close };
};

export interface TwoServers {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly urls: readonly [string, string];
  readonly close: () => Promise<void>;
}

/** Two whole servers over one event file, each with its own cache of states: what one took the other learns from the store. */
export const startTwoServers = async (
  { environment }: Place,
  pass: Passing = (append) => append,
): Promise<TwoServers> => {
  const config = readConfig({ ...environment, RECTIFY_LOG_LEVEL: 'error' });
  const store = await openEventStore(config.databaseUrl);
  const credentials = await openCredentials(config.credentialsUrl);
  const first = await serveOver(shared(store, pass), config, credentials);
  const second = await serveOver(shared(store, pass), config, credentials);
  const close = async () => {
    await first.close();
    await second.close();
    await credentials.close();
    await store.close();
  };
  return { store, urls: [first.url, second.url], close };
};

/** Two processes of the whole program; how each differs is told by its environment. `store` is to look behind their backs. */
export const startTwoProcesses = async (
  place: Place,
  environments: readonly [Environment, Environment],
): Promise<TwoServers> => {
  const store = await place.readOnly();
  const servers: KillableServer[] = [];
  for (const environment of environments) servers.push(await KillableServer.start(place, { environment }));
  const close = async () => {
    await Promise.all(servers.map((server) => server.kill()));
    await store.close();
  };
  return { store, urls: [servers[0]!.url, servers[1]!.url], close };
};
