// Rectify's kernel under the same orders as its peers.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { FoldedStates, GroupCommit, Transact } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { asked, tell } from './peer-harness.mjs';
import { bound } from './workload.mjs';

const order = asked();
const store = await openEventStore(
  order.store === 'sqlite' ? `sqlite:${join(order.place, `${randomUUID()}.db`)}` : order.place,
);
const transact = new Transact(store, new GroupCommit(store), new FoldedStates(5_000));
const report = (stream, i) => transact.execute(bound(stream.slice('issue-'.length), i));
await tell(
  {
    seed: async (stream, count) => {
      for (let i = 0; i < count; i++) await report(stream, i);
    },
    report,
    isLostRace: () => false,
  },
  order,
);
