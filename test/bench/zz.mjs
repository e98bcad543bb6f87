import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { Engine } from '#event-sourcing';
import { openReadStore } from '#read-store';
import { contexts } from '../../dist/apps/server/src/contexts.js';
import { fillStore } from './lives.mjs';
import { openEventStore } from '#event-store';
import { existsSync } from 'node:fs';
const folder = '/tmp/zzb';
import { mkdirSync, rmSync } from 'node:fs';
mkdirSync(folder, { recursive: true });
const fresh = !existsSync(folder + '/events.db');
const store = fresh
  ? await fillStore('sqlite:' + folder + '/events.db', 5000)
  : await openEventStore('sqlite:' + folder + '/events.db');
for (const f of ['', '-wal', '-shm']) rmSync(folder + '/v.db' + f, { force: true });
const readStore = await openReadStore('sqlite:' + folder + '/v.db');
const engine = new Engine({
  store,
  readStore,
  contexts: contexts({ dataDirectory: folder, fileLimit: 10 }),
  digest: (t) => createHash('sha256').update(t).digest('hex'),
});
const head = await store.head();
const t = performance.now();
await engine.start();
await engine.seen(engine.views, head, 600000);
console.log(Math.round(Number(head) / ((performance.now() - t) / 1000)), 'events/s', head);
const m = process.memoryUsage();
console.log(Object.fromEntries(Object.entries(m).map(([k, v]) => [k, Math.round(v / 1e6)])));
await engine.stop();
await readStore.close();
await store.close();
