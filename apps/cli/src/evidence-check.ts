import { join } from 'node:path';
import { digestOf, filesIn, mustHaveAll } from './backup-evidence.js';
import { CliFailure } from './failure.js';
import { showProgress } from './progress-bar.js';

export interface EvidenceChecked {
  readonly files: number;
  readonly bytes: number;
}

/** Each kept file must have the hash that is its name, and each file that an event names must be kept. */
export const checkEvidence = async (
  dataDirectory: string,
  named: ReadonlyMap<string, number>,
): Promise<EvidenceChecked> => {
  const folder = join(dataDirectory, 'evidence');
  const files = await filesIn(folder);
  mustHaveAll({ names: files.map((file) => file.slice(-64)) }, named);
  const progress = showProgress('校验佐证材料', files.length, '个文件');
  let bytes = 0;
  try {
    for (const [done, file] of files.entries()) {
      const { sha256, size } = await digestOf(join(folder, file));
      const wrong = { kind: 'evidence-differs', file: join(folder, file), expected: file.slice(-64), found: sha256 };
      if (sha256 !== wrong.expected) throw new CliFailure('history.damaged', wrong);
      bytes += size;
      progress.at(done + 1);
    }
  } finally {
    progress.end();
  }
  return { files: files.length, bytes };
};
