import { EvidenceSweep, isAttached } from '#rectification';
import type { Served } from './server.module.js';

const HOUR_MS = 3_600_000;

/** What nobody attached is taken away at the start and hourly, by the process that keeps the views. Answers how to stop. */
export const sweeping = async ({ engine, leads, uploads, observing, config }: Served): Promise<() => Promise<void>> => {
  const sweep = new EvidenceSweep(uploads, (sha256) => isAttached(engine, sha256));
  if (config.role !== 'projector') await uploads.open();
  if (engine.store.exclusive) await sweep.drafts(true);
  const once = async (): Promise<void> => {
    if (!leads()) return;
    const [drafts, unattached] = [await sweep.drafts(), await sweep.unattached()];
    if (drafts + unattached > 0)
      observing.log.info({ drafts, unattached }, 'evidence that nobody attached was removed');
  };
  const safely = () =>
    once().catch((error: unknown) => observing.log.warn({ err: error }, 'evidence that nobody attached stays for now'));
  let running = safely();
  const timer = setInterval(() => (running = running.then(safely)), HOUR_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
};
