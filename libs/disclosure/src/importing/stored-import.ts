import { type BulkTaken, bulkDecider } from '#audit';
import { type Engine, type Recorded, streamName } from '#event-sourcing';
import { findRound } from '#rectification';
import type { ImportRun } from './import-run.js';

export const IMPORT_ACT = 'ImportFile';

interface StoredImport {
  readonly told: ImportRun;
  /** By which its repetition is known. */
  readonly hash: string;
  readonly by: string;
}

/** An import that was stored, told from the record that was stored with it, whichever process took it. */
export const storedImport = async (engine: Engine, id: string): Promise<StoredImport | undefined> => {
  const [first] = await engine.store.readStream(streamName(bulkDecider.category, id));
  if (!first) return undefined;
  const { data, metadata, recordedAt, position } = first as Recorded<BulkTaken>;
  if (data.act !== IMPORT_ACT) return undefined;
  const roundId = data.rows[0]!.id!;
  const round = await findRound(engine.reader, { id: roundId });
  const told: ImportRun = {
    id,
    state: 'done',
    dryRun: false,
    begunAt: metadata.effectiveAt,
    endedAt: recordedAt,
    warnings: [],
    warningCount: 0,
    refusals: [],
    result: { round: { id: roundId, title: round?.row.title, counts: round?.row.listed }, stored: { position } },
  };
  return { told, hash: data.hash, by: metadata.actor.id };
};
