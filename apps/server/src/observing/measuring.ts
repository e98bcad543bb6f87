import { type Engine, processOutbox, processParked } from '#event-sourcing';
import type { HistoryGuard } from '#integrity';
import type { EvidenceFiles } from '#rectification';
import type { Instruments } from './instruments.js';
import { checkpointsOf, lagsOf } from './view-lag.js';

/** What is looked at when somebody asks, not counted as it happens. */
export interface Measured {
  readonly engine: Engine;
  readonly leads: () => boolean;
  readonly guard?: HistoryGuard;
  readonly evidence?: Pick<EvidenceFiles, 'damaged'>;
}

const PATIENCE_MS = 2_000;

/** The answer; undefined when the store fails or takes too long, so that a scrape never waits for a broken one. */
const answered = async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  try {
    return await Promise.race([ask(), patience]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
};

const measureProcess = (to: Instruments, { engine, leads }: Measured): void => {
  to.queueLength.set(engine.commits.waiting);
  to.cachedStates.set(engine.cachedStates);
  to.leads.set(Number(leads()));
  to.viewState.reset();
  if (!engine.runner.running) return;
  const generations = engine.runner.status();
  for (const { view } of generations) {
    for (const state of ['live', 'building', 'failed'])
      to.viewState.set({ view, state }, Number(generations.some((one) => one.view === view && one.state === state)));
  }
};

const measureStored = (to: Instruments, { guard, evidence }: Measured): void => {
  to.sealedEvents.set(guard?.head?.size ?? 0);
  to.historyDamaged.set(Number(guard?.damage !== undefined));
  to.evidenceDamaged.set(evidence?.damaged.length ?? 0);
};

const measureLag = async (to: Instruments, { engine }: Measured): Promise<void> => {
  const asked = [answered(() => engine.store.head()), answered(() => checkpointsOf(engine))] as const;
  const [head, checkpoints] = await Promise.all(asked);
  to.storeUp.set({ store: 'events' }, Number(head !== undefined));
  to.storeUp.set({ store: 'views' }, Number(checkpoints !== undefined));
  to.viewLagEvents.reset();
  to.viewLagSeconds.reset();
  if (head === undefined || checkpoints === undefined) return;
  for (const { view, events, seconds } of (await answered(() => lagsOf(engine, head, checkpoints))) ?? []) {
    to.viewLagEvents.set({ view }, events);
    to.viewLagSeconds.set({ view }, seconds);
  }
};

const measureIntents = async (to: Instruments, { engine: { readStore, clock } }: Measured): Promise<void> => {
  const open = (due?: { to: number }) =>
    answered(async () => (await readStore.count(processOutbox, 'settled', { where: { settled: 0, due } })).get(0) ?? 0);
  const counts = await Promise.all([open(), open({ to: Date.parse(clock.now()) })]);
  const [all, overdue] = counts.map((count) => count ?? Number.NaN);
  to.openIntents.set(all!);
  to.overdueIntents.set(overdue!);
};

const measureParked = async (to: Instruments, { engine }: Measured): Promise<void> => {
  const counts = await answered(() => engine.readStore.count(processParked, 'process', { where: { told: 1 } }));
  to.parkedTargets.reset();
  for (const process of engine.processes.names) {
    to.parkings.inc({ process }, 0);
    to.parkedTargets.set({ process }, counts ? 0 : Number.NaN);
  }
  for (const [process, count] of counts ?? []) to.parkedTargets.set({ process: String(process) }, count);
};

export const measure = async (to: Instruments, measured: Measured): Promise<void> => {
  measureProcess(to, measured);
  measureStored(to, measured);
  await Promise.all([measureLag(to, measured), measureIntents(to, measured), measureParked(to, measured)]);
};
