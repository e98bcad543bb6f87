import type { Command } from 'commander';
import type { EventStore } from '#event-sourcing';
import { openEventStore, openEventStoreReadOnly } from '#event-store';
import { TileFolder } from '#integrity';
import { CliFailure } from './failure.js';
import { type Copied, copyHistory } from './history-copy.js';
import { configOf, notOpened } from './opening.js';
import { printJson, printLines } from './output.js';
import { showProgress } from './progress-bar.js';
import { mustBeWhole, verifyLog } from './verify-log.js';

interface Stores {
  readonly from: string;
  readonly to: string;
}

interface CopyOptions extends Stores {
  readonly json?: boolean;
}

const KNOWN = /^(sqlite:|postgres(ql)?:\/\/|esdb(\+discover)?:\/\/)./;

const mustBeTwoStores = ({ from, to }: CopyOptions): void => {
  const bad = Object.entries({ '--from': from, '--to': to }).find(([, url]) => !KNOWN.test(url));
  if (bad) throw new CliFailure('cli.usage', { option: bad[0], known: ['sqlite:', 'postgres://', 'esdb://'] });
  if (from === to) throw new CliFailure('cli.usage', { option: '--to', message: '来源与目标相同 (same as --from)' });
};

const opened = (opening: Promise<EventStore>): Promise<EventStore> =>
  opening.catch((error: unknown) => {
    throw notOpened(error, '请先停止使用目标事件库的服务 (stop the server that uses the target)');
  });

/**
 * What was changed since it was sealed would be sealed as it is at the other place, and never be noticed again. Of a store
 * that is neither a file nor this place's own it is unknown where its tree lies.
 */
const mustBeAsSealed = async (from: string): Promise<void> => {
  const own = from === process.env['RECTIFY_DATABASE_URL'];
  if (!own && !from.startsWith('sqlite:')) return;
  const config = await configOf(own ? {} : { db: from });
  if (TileFolder.open(config.integrityDirectory).head) mustBeWhole((await verifyLog(config)).damage);
};

const withBoth = async <T>(
  { from, to }: Stores,
  work: (source: EventStore, target: EventStore) => Promise<T>,
): Promise<T> => {
  const source = await opened(openEventStoreReadOnly(from));
  try {
    await mustBeAsSealed(from);
    const target = await opened(openEventStore(to));
    return await work(source, target).finally(() => target.close());
  } finally {
    await source.close();
  }
};

/** With the progress shown; proved equal. */
export const copyBetween = (stores: Stores): Promise<Copied> =>
  withBoth(stores, async (source, target) => {
    const progress = showProgress('复制事件', Number(await source.head()));
    return copyHistory(source, target, progress.at).finally(progress.end);
  });

const copy = async (options: CopyOptions): Promise<void> => {
  mustBeTwoStores(options);
  const copied = await copyBetween(options);
  if (options.json) return printJson(copied);
  const { events, resumedBehind, sourceSha256, targetSha256, positionsKept } = copied;
  await printLines(
    `已复制 ${events} 个事件，其中 ${resumedBehind} 个此前已在目标中 (${events} events, ${resumedBehind} of them were there)`,
    `来源 source SHA-256 ${sourceSha256}`,
    `目标 target SHA-256 ${targetSha256}`,
    positionsKept ? '两边内容一致，位置不变 (equal, positions kept)' : '两边内容一致，位置重新编号 (equal, renumbered)',
  );
};

export const copyCommand = (command: Command): Command =>
  command
    .requiredOption('--from <url>', '来源事件库，只读 (source, only read)')
    .requiredOption('--to <url>', '目标事件库，不存在则新建 (target, made when missing)')
    .action(copy);
