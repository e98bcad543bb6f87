import { type Engine, everyRow, streamName } from '#event-sourcing';
import { attachments, isEvidence } from '../projections/issue/attachments.js';
import { rounds } from '../projections/round/rounds.js';

/** Whether anything has the file, whoever may see it: an issue, a task, or an edition of a round's plan. */
export const isAttached = async (engine: Attaching, sha256: string): Promise<boolean> => {
  const { store, reader } = engine;
  await engine.seen([attachments, rounds], await store.head());
  if (await isEvidence(reader, sha256)) return true;
  for (const { key } of await everyRow(reader, rounds, {})) {
    const editions = await store.readStream(streamName('plan', key));
    if (editions.some(({ data }) => namesFile(data, sha256))) return true;
  }
  return false;
};

type Attaching = Pick<Engine, 'store' | 'reader' | 'seen'>;

const namesFile = (data: object, sha256: string): boolean =>
  'files' in data && (data.files as readonly { sha256: string }[]).some((file) => file.sha256 === sha256);
