import { type EventStore, systemClock } from '#event-sourcing';
import { openEventStoreReadOnly } from '#event-store';
import { type Sealed, Sealer, TileFolder, type VerifiedRange, verifyRange } from '#integrity';
import { evidenceOf } from './evidence-named.js';
import type { Asked, ThreadData } from './history-threads.js';

/** What a thread does for the history: it has connections and files of its own. */
export const workOn = ({ databaseUrl, folder }: ThreadData, onProgress: (events: number) => void) => {
  let store: Promise<EventStore> | undefined;
  let sealer: Sealer | undefined;
  const log = () => (store ??= openEventStoreReadOnly(databaseUrl));

  const answered = async (asked: Asked): Promise<Sealed | VerifiedRange | undefined> => {
    switch (asked.kind) {
      case 'open':
        sealer = new Sealer(await log(), TileFolder.open(folder), systemClock);
        return sealer.open();
      case 'await':
        return void (await sealer!.await(asked.appended));
      case 'turn':
        return sealer!.turn(asked.turn);
      case 'verify':
        return verifyRange(asked.range, { log: await log(), tiles: TileFolder.open(folder), evidenceOf, onProgress });
    }
  };

  const closed = async (): Promise<void> => {
    await sealer?.close();
    await (await store)?.close();
  };

  return { answered, closed };
};
