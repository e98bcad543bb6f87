// `node growth.process.mjs grow URL EVENTS` or `node growth.process.mjs measure URL COMMANDS SCRATCH_URL`: commands on
// streams of ten, as issues live and end, 500 of them open at a time. Tells one line of JSON.
import { FoldedStates, GroupCommit, Transact } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { newId } from '#event-sourcing-nest';
import { inFlight } from './measure.mjs';
import { SEED, STREAMS } from './payload.mjs';
import { bound } from './workload.mjs';

const WIDTH = 64;
const MARK = 100_000;
const MIB = 1024 * 1024;

const opened = async (url) => {
  const store = await openEventStore(url);
  const transact = new Transact(store, new GroupCommit(store), new FoldedStates(5_000));
  const open = Array.from({ length: STREAMS }, () => ({ id: newId(), events: 0 }));
  const report = (i) => {
    const stream = open[(i * 7919) % STREAMS];
    const { id } = stream;
    stream.events += 1;
    if (stream.events === SEED) Object.assign(stream, { id: newId(), events: 0 });
    return transact.execute(bound(id, i));
  };
  return { store, report };
};

const memory = () => {
  globalThis.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss: rss / MIB, heap: (heapUsed + external) / MIB };
};

const grown = async (url, events) => {
  const { store, report } = await opened(url);
  const marks = [];
  for (let at = 0; at < events; at += MARK) {
    const rate = await inFlight(Math.min(MARK, events - at), WIDTH, report);
    marks.push({ events: Math.min(at + MARK, events), rate, ...memory() });
  }
  await store.close();
  return { marks };
};

/** The code is warmed on a scratch store, so that the measured one does not grow by it. */
const measured = async (url, commands, scratch) => {
  const warming = await opened(scratch);
  await inFlight(2 * commands, WIDTH, warming.report);
  await warming.store.close();
  const { store, report } = await opened(url);
  await inFlight(STREAMS, WIDTH, report);
  const cpu = process.cpuUsage();
  const rate = await inFlight(commands, WIDTH, report);
  const { user, system } = process.cpuUsage(cpu);
  await store.close();
  return { rate, cpuUs: (user + system) / commands };
};

const [task, url, count, scratch] = process.argv.slice(2);
const told = task === 'grow' ? await grown(url, Number(count)) : await measured(url, Number(count), scratch);
process.stdout.write(`${JSON.stringify(told)}\n`, () => process.exit(0));
