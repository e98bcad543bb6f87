import { setTimeout as pause } from 'node:timers/promises';
import {
  atOnePosition,
  comparePositions,
  type Engine,
  type EventStore,
  type Position,
  type ReadStore,
  StoreNotOpened,
  type View,
  type ViewReader,
  type ViewsSetAside,
} from '#event-sourcing';
import { openEventStoreReadOnly } from '#event-store';
import type { Config } from '../../server/src/config.js';
import type { OpenedEngine } from '../../composition/src/open-engine.js';
import { CliFailure } from './failure.js';
import { showProgress } from './progress-bar.js';

export interface DatabaseOption {
  readonly db?: string;
}

/** `--db` names another database than the environment: the environment's views and tree of hashes are not of that one. */
export const configOf = async (
  { db }: DatabaseOption,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Config> => {
  const { readConfig } = await import('../../server/src/config.js');
  const other = { RECTIFY_DATABASE_URL: db, RECTIFY_VIEWS_URL: undefined, RECTIFY_INTEGRITY_DIR: undefined };
  return readConfig(db === undefined ? environment : { ...environment, ...other });
};

/** Another process holds the right to append. */
export const isInUse = (error: unknown): boolean => error instanceof StoreNotOpened && error.code === 'in-use';

const isMissing = (error: unknown): boolean => error instanceof StoreNotOpened && error.code === 'missing';

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const openLog = async (config: Config): Promise<EventStore> => {
  try {
    return await openEventStoreReadOnly(config.databaseUrl);
  } catch (error) {
    throw new CliFailure(isMissing(error) ? 'store.missing' : 'store.unavailable', { message: reason(error) });
  }
};

const mustExist = async (config: Config): Promise<void> => (await openLog(config)).close();

/** The failure to tell when the files could not be taken; `instead` is what to do while somebody else has them. */
export const notOpened = (error: unknown, instead: string): CliFailure =>
  isInUse(error)
    ? new CliFailure('store.in-use', { message: instead })
    : new CliFailure('store.unavailable', { message: reason(error) });

/** Loaded by the commands that need it: it brings every context along. */
const composition = () => import('../../composition/src/open-engine.js');

const NOT_OF_THIS_LOG =
  '视图与事件库不符（事件库曾从备份恢复或已更换），现从事件重建 (the views were made of another log, or of this one before ' +
  'it was restored; they are built anew)';

const viewsDiscarded = () => void process.stderr.write(`${NOT_OF_THIS_LOG}\n`);

const viewsSetAside = ({ file, why }: ViewsSetAside) =>
  void process.stderr.write(
    `视图文件已损坏（${why}），已移至 ${file}，现从事件重建 (the file of the views is damaged; it is set aside, the views are built anew)\n`,
  );

const openOwned = async (config: Config, { instead, clockAccepted }: Work): Promise<OpenedEngine> => {
  const { openEngine } = await composition();
  return openEngine(config, { clockAccepted, observerOf: () => ({ viewsDiscarded, viewsSetAside }) }).catch(
    (error: unknown) => {
      throw notOpened(error, instead);
    },
  );
};

const A_DAY_MS = 86_400_000;

export interface Work {
  /** Answered instead while a server runs. */
  readonly instead: string;
  /** Makes a new database when there is none. */
  readonly create?: boolean;
  /** Must write the views itself, also where the store lets a server keep them meanwhile. */
  readonly keepsViews?: boolean;
  /** Is done under whatever the machine's clock says. */
  readonly clockAccepted?: boolean;
}

/** Views follow, processes do not: a command of one moment starts nothing of its own accord. Where a server keeps the views, it goes on. */
const followed = async ({ engine, lead }: OpenedEngine, { instead, keepsViews }: Work): Promise<void> => {
  const head = await engine.store.head();
  await lead('views');
  if (!engine.runner.running) {
    if (keepsViews) throw new CliFailure('store.in-use', { message: instead });
    return engine.seen(engine.storedViews, head, A_DAY_MS);
  }
  const names = engine.storedViews.map(({ name }) => name);
  const reached = () =>
    Number(
      engine.runner
        .status()
        .map(({ checkpoint }) => checkpoint)
        .sort(comparePositions)[0],
    );
  const total = Number(head) - reached();
  const progress = showProgress('更新视图', total);
  const stop = engine.runner.onCommitted(() => progress.at(total - Number(head) + reached()));
  try {
    await engine.runner.waitFor(names, head, A_DAY_MS);
  } finally {
    stop();
    progress.end();
  }
};

/** Works on the engine, as its only owner where the store has one, all views caught up. */
export const withEngine = async <T>(config: Config, work: Work, run: (engine: Engine) => Promise<T>): Promise<T> => {
  if (!work.create) await mustExist(config);
  const opened = await openOwned(config, work);
  try {
    await followed(opened, work);
    return await run(opened.engine);
  } finally {
    await opened.close();
  }
};

const WAIT_MS = 5_000;
const POLL_MS = 50;

const mustReach = async (views: ReadStore, view: View, head: Position): Promise<void> => {
  const live = (await views.open(view)).find((generation) => generation.live);
  if (!live?.current)
    throw new CliFailure('view.behind', { view: view.name, message: '服务正在重建该视图，请稍后再试' });
  const until = Date.now() + WAIT_MS;
  let reached = await views.checkpoint(view.name);
  while (comparePositions(reached, head) < 0) {
    if (Date.now() > until) throw new CliFailure('view.behind', { view: view.name, reached, head });
    await pause(POLL_MS);
    reached = await views.checkpoint(view.name);
  }
};

const openViews = async (config: Config): Promise<ReadStore> => {
  const { openReadStore } = await import('#read-store');
  return openReadStore(config.viewsUrl, { readOnly: true }).catch((error: unknown) => {
    throw new CliFailure('store.unavailable', { views: config.viewsUrl, message: reason(error) });
  });
};

/** Reads beside the server that owns the files, once its views have what the log had at the start. */
const besideTheServer = async <T>(
  config: Config,
  views: readonly View[],
  read: (reader: ViewReader) => Promise<T>,
): Promise<T> => {
  const { readerOver } = await composition();
  const log = await openLog(config);
  const stored = await openViews(config);
  try {
    const seen = async (_: readonly View[], head: Position) => {
      for (const view of views.filter(({ fromStream }) => !fromStream)) await mustReach(stored, view, head);
    };
    return await atOnePosition({ store: log, seen }, views, readerOver(log, stored, config), read);
  } finally {
    await stored.close();
    await log.close();
  }
};

/** Asks the views, whether a server runs or not. */
export const withViews = async <T>(
  config: Config,
  views: readonly View[],
  read: (reader: ViewReader) => Promise<T>,
): Promise<T> => {
  try {
    return await withEngine(config, { instead: '' }, (engine) => atOnePosition(engine, views, engine.reader, read));
  } catch (error) {
    if (!(error instanceof CliFailure) || error.code !== 'store.in-use') throw error;
    return besideTheServer(config, views, read);
  }
};
