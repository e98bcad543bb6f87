import { availableParallelism } from 'node:os';
import { openEventStoreReadOnly } from '#event-store';
import { type Damage, Damaged, putTogether, rangesOf, TileFolder, type Verified } from '#integrity';
import { verifyRanges } from '../../composition/src/history/history-threads.js';
import { CliFailure } from './failure.js';
import { showProgress } from './progress-bar.js';

/** More threads than cores gain nothing, and more than four would share one disk. */
const THREADS = Math.min(4, availableParallelism());

export interface Stored {
  readonly databaseUrl: string;
  readonly integrityDirectory: string;
}

/** Throws what is damaged, with its place. */
export const mustBeWhole = (damage: Damage | undefined): void => {
  if (damage) throw new CliFailure('history.damaged', { ...damage });
};

const headOf = async (url: string): Promise<string> => {
  const log = await openEventStoreReadOnly(url);
  return log.head().finally(() => log.close());
};

const verified = async ({ databaseUrl, integrityDirectory: folder }: Stored): Promise<Verified> => {
  const tiles = TileFolder.open(folder);
  const progress = showProgress('校验事件', tiles.head?.size ?? Number(await headOf(databaseUrl)));
  let done = 0;
  try {
    const parts = await verifyRanges({ databaseUrl, folder }, rangesOf(tiles, THREADS), (events) =>
      progress.at((done += events)),
    );
    return putTogether(parts, tiles);
  } finally {
    progress.end();
  }
};

/** Recomputes the tree from the stored events, in threads side by side, and compares it with the one that was kept. */
export const verifyLog = (stored: Stored): Promise<Verified> =>
  verified(stored).catch((error: unknown) => {
    throw error instanceof Damaged ? new CliFailure('history.damaged', { ...error.damage }) : error;
  });
