import type { EventStore, ReadStore } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { engineOver } from '../support/meeting-decisions.js';

// Carries out what meetings decided over the stores in a folder and says "settled"; kills itself at the step named, if any.
const [folder, moment, step] = process.argv.slice(2) as [string, 'before' | 'after' | undefined, string | undefined];

const killed = (): never => {
  process.kill(process.pid, 'SIGKILL');
  // The signal may take a moment; nothing more is done until it comes.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
};

const at = async <T>(named: readonly string[], take: () => Promise<T>): Promise<T> => {
  const struck = step !== undefined && named.includes(step);
  if (struck && moment === 'before') killed();
  const taken = await take();
  if (struck && moment === 'after') killed();
  return taken;
};

const striking = (store: EventStore): EventStore =>
  new Proxy(store, {
    get: (target, property) => {
      const value: unknown = Reflect.get(target, property, target);
      if (property === 'append') {
        const append: EventStore['append'] = (appends) =>
          at(
            appends.flat().flatMap(({ events }) => events.map(({ type }) => type)),
            () => target.append(appends),
          );
        return append;
      }
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

const strikingViews = (readStore: ReadStore): ReadStore =>
  new Proxy(readStore, {
    get: (target, property) => {
      const value: unknown = Reflect.get(target, property, target);
      if (property === 'saveCheckpoint') {
        const save: ReadStore['saveCheckpoint'] = (...moved) =>
          at(['checkpoint'], () => target.saveCheckpoint(...moved));
        return save;
      }
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

const store = striking(await openEventStore(`sqlite:${folder}/events.db`));
const readStore = strikingViews(await openReadStore(`sqlite:${folder}/views.db`));
const engine = engineOver(store, readStore);
await engine.start();

const isSettled = async (): Promise<boolean> => {
  const head = await store.head();
  const types = (await store.readStream('meetingdecisions-m1')).map(({ type }) => type);
  return types.includes('CommandSettled') && (await readStore.checkpoint('processes')) === head;
};
while (!(await isSettled())) await new Promise((resolve) => setTimeout(resolve, 10));
await engine.stop();
process.stdout.write('settled\n');
