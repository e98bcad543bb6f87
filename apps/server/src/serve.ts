import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Clock, Engine } from '#event-sourcing';
import { type Credentials, ensureAdministrator, type HashingCost, openCredentials, Passwords } from '#identity';
import type { Config } from './config.js';
import { evidenceFiles, uploadsTo } from '../../composition/src/contexts.js';
import { problems } from '../../composition/src/declared.js';
import { type DemoAccounts, loadDemo, type OnProgress } from './demo/load-demo.js';
import { listenAsProjector, listenToAll, type Rim, stopListening } from './listen.js';
import { Observing } from './observing/observing.js';
import { openEngine } from '../../composition/src/open-engine.js';
import type { Served } from './server.module.js';
import { sweeping } from './sweeping.js';

export interface ServeOptions {
  readonly clock?: Clock;
  /** Served beside the program's own, for measurements. */
  readonly modules?: readonly Type[];
  /** Where the log goes; standard error when absent. */
  readonly logTo?: { write(line: string): void };
  /** What the hash of a password costs, for tests; OWASP's when absent. No variable sets it. */
  readonly hashing?: HashingCost;
}

export interface Serving {
  readonly url: string;
  readonly engine: Engine;
  readonly app: NestFastifyApplication;
  /** Whether this process keeps the views and runs the processes now. */
  readonly leads: () => boolean;
  /** Present at the very first start only; it is stored nowhere in clear. */
  readonly administrator?: { readonly login: string; readonly oneTimePassword: string };
  /** The demonstration round, once, with one account or more for each role. */
  readonly loadDemo: (onProgress?: OnProgress) => Promise<DemoAccounts>;
  /** Takes no more requests, settles what was accepted, closes the stores. */
  readonly close: () => Promise<void>;
}

type Answering = Pick<Serving, 'app' | 'administrator' | 'loadDemo'>;

/** Only once the server listens: a start that fails must not use up the one-time password that is told but once. */
const firstAdministrator = async (engine: Engine, { credentials, hashing }: Rim, app: NestFastifyApplication) => {
  try {
    return await ensureAdministrator(engine, credentials, hashing);
  } catch (error) {
    await app.close();
    throw error;
  }
};

const answerAll = async (served: Served, rim: Rim): Promise<Answering> => {
  const { engine, uploads } = served;
  const app = await listenToAll(served, rim);
  const administrator = await firstAdministrator(engine, rim, app);
  const demo = (onProgress?: OnProgress) => loadDemo(engine, app.get(Passwords), uploads, onProgress);
  return { app, administrator, loadDemo: demo };
};

const answerAsProjector = async (served: Served): Promise<Answering> => ({
  app: await listenAsProjector(served),
  loadDemo: () => Promise.reject(new Error('投影进程不载入演示数据 / a projector loads no demonstration')),
});

type Options = Pick<ServeOptions, 'clock' | 'modules' | 'hashing'> & { readonly credentials?: Credentials };

/** Without credentials nobody can sign in: the process answers for itself only. */
const start = async (config: Config, observing: Observing, options: Options): Promise<Serving> => {
  const { clock, modules = [], hashing, credentials } = options;
  const opened = await openEngine(config, {
    clock,
    keeper: credentials,
    observerOf: (store) => observing.observerOf(store),
    onLeading: (leading) => observing.happenings.leading(leading),
    guarding: observing.guarding(),
  });
  const { engine, guard, leads, clockGuard } = opened;
  const evidence = evidenceFiles(config, (file) => observing.happenings.evidenceDamaged(file));
  const uploads = uploadsTo(evidence, config);
  const served = { engine, guard, clockGuard, config, leads, evidence, uploads, observing };
  observing.metrics.watch(served);
  try {
    if (config.role !== 'api') await opened.lead();
    const stopSweeping = await sweeping(served);
    const answering = credentials ? answerAll(served, { credentials, modules, hashing }) : answerAsProjector(served);
    const { app, ...more } = await answering;
    const close = async () => {
      await stopListening(app);
      await stopSweeping();
      await opened.close();
    };
    return { url: await app.getUrl(), engine, app, leads, ...more, close };
  } catch (error) {
    await opened.close();
    throw error;
  }
};

const startOver = async (config: Config, observing: Observing, options: ServeOptions): Promise<Serving> => {
  const credentials = config.role === 'projector' ? undefined : await openCredentials(config.credentialsUrl);
  try {
    const serving = await start(config, observing, { ...options, credentials });
    const close = async () => {
      await serving.close();
      await credentials?.close();
    };
    return { ...serving, close };
  } catch (error) {
    await credentials?.close();
    throw error;
  }
};

/** Opens everything and listens. Rejects, with everything closed again, when a part cannot start. */
export const serve = async (config: Config, { logTo, ...options }: ServeOptions = {}): Promise<Serving> => {
  const observing = new Observing(config, problems, logTo);
  const { log, happenings } = observing;
  try {
    const serving = await startOver(config, observing, options);
    happenings.started(config, serving.url);
    const close = async () => {
      log.info('stopping');
      await serving.close();
      log.info('stopped');
    };
    return { ...serving, close };
  } catch (error) {
    log.fatal({ err: error }, 'not started');
    throw error;
  }
};
