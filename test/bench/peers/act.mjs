// Act: its `do` loads the state, lets the action speak and commits with the version it loaded.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { act, state, store } from '@rotorsoft/act';
import { z } from 'zod';
import { actor, payload } from '../payload.mjs';
import { asked, tell } from '../peer-harness.mjs';

const stores = {
  sqlite: async (folder) => {
    const { SqliteStore } = await import('@rotorsoft/act-sqlite');
    return new SqliteStore({ url: `file:${join(folder, `${randomUUID()}.db`)}` });
  },
  postgres: async (url) => {
    const { PostgresStore } = await import('@rotorsoft/act-pg');
    const { hostname: host, port, username: user, password, pathname } = new URL(url);
    return new PostgresStore({ host, port: Number(port), user, password, database: pathname.slice(1) });
  },
};

const progress = z.object({ issueId: z.string(), percent: z.number(), narrative: z.string() });
const issue = state({ Issue: z.object({ reports: z.number() }) })
  .init(() => ({ reports: 0 }))
  .emits({ ProgressReported: progress })
  .patch({ ProgressReported: (_, { reports }) => ({ reports: reports + 1 }) })
  .on({ report: progress })
  .emit((report) => ['ProgressReported', report])
  .build();

const order = asked();
store(await stores[order.store](order.place));
await store().seed();
const app = act().withState(issue).build();
const report = (stream, i) => app.do('report', { stream, actor }, payload(i));
await tell(
  {
    seed: async (stream, count) => {
      for (let i = 0; i < count; i++) await report(stream, i);
    },
    report,
    isLostRace: (error) => /concurrency/i.test(`${error?.name} ${error?.message}`),
  },
  order,
);
