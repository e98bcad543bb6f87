import { renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Answer, Client } from '../support/client.js';
import { refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import { evidenceBytes } from '../support/world.js';

describe('a data folder that is gone under a running server', () => {
  let server: RunningServer;
  let reporter: Client;
  const ready = (): Promise<Answer> => server.nobody.send('GET', '/health/ready');
  const unit = (name: string) => server.admin.send('POST', 'units', { name });

  beforeEach(async () => {
    server = await startServer({ RECTIFY_LOG_LEVEL: 'silent' });
    expect((await unit('办公室')).status).toBe(201);
    const { id } = await server.admin.do('people', { name: '李明' });
    reporter = await server.account('reporter', id, 'reporter');
    expect((await ready()).status).toBe(200);
  });
  afterEach(() => server.stop());

  it.each<[string, () => Promise<void>]>([
    ['removed', () => rm(server.folder, { recursive: true })],
    ['moved away', async () => renameSync(server.folder, `${server.folder}-aside`)],
  ])('takes nothing once it is %s, says why, and is not ready', async (how, happens) => {
    await happens();
    await refused(unit('财务处'), 503, 'store.removed');
    const { bytes } = evidenceBytes('签到表');
    await refused(reporter.send('POST', 'evidence?name=a.txt', bytes), 503, 'evidence.folder-lost');
    const { status, body } = await ready();
    expect([status, body]).toMatchObject([
      503,
      { status: 'not-ready', store: 'store.removed', storage: { lost: 'evidence' } },
    ]);
    expect((await server.nobody.send('GET', '/health/live')).status).toBe(200);
    if (how === 'moved away') await rm(`${server.folder}-aside`, { recursive: true });
  });
});
