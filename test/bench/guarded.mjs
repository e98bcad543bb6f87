import { systemClock } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { guarded, HistoryGuard } from '#integrity';
import { SealingBeside } from '../../dist/apps/composition/src/history/history-threads.js';

/** The store as the program uses it: what is appended is read back, compared and sealed by a thread beside. */
export const openGuarded = async (url, folder) => {
  const raw = await openEventStore(url, { clock: systemClock });
  const sealing = new SealingBeside({ databaseUrl: url, folder });
  const guard = new HistoryGuard(sealing, () => raw.head());
  await guard.open();
  guard.lead();
  const close = async () => {
    await guard.rest();
    if (guard.damage) throw new Error(`the history is damaged: ${JSON.stringify(guard.damage)}`);
    await guard.close();
    await raw.close();
  };
  return { store: guarded(raw, guard), guard, close };
};
