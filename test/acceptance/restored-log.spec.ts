import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';

const QUIET = { RECTIFY_LOG_LEVEL: 'silent' };
const LOG = ['rectify.db', 'rectify-integrity'];

describe('the log of last night beside the views of today', () => {
  let server: RunningServer;
  const units = async (): Promise<string[]> => {
    const { items } = await server.admin.get('units');
    return (items as { name: string }[]).map(({ name }) => name).sort();
  };
  const add = (...names: string[]) => names.reduce((before, name) => before.then(() => unit(name)), Promise.resolve());
  const unit = async (name: string) => void (await server.admin.do('units', { name }));
  const ready = (): Promise<Answer> => server.nobody.send('GET', '/health/ready');
  const inFolder = (...path: string[]) => join(server.folder, ...path);
  const copy = (from: string, to: string, files: readonly string[]) => {
    for (const file of files) {
      rmSync(inFolder(to, file), { recursive: true, force: true });
      cpSync(inFolder(from, file), inFolder(to, file), { recursive: true });
    }
  };
  const meanwhile = async (work: () => void) => {
    const { folder } = server;
    await server.close();
    work();
    server = await startServer(QUIET, { folder });
  };
  const lastCursor = async (): Promise<string> => (await server.admin.get('events?limit=1000')).next as string;

  beforeEach(async () => {
    server = await startServer(QUIET);
    await add('办公室', '财务处');
    await meanwhile(() => copy('.', 'night', LOG));
    await add('人事处', '信息中心');
    expect(await units()).toEqual(['人事处', '信息中心', '办公室', '财务处']);
  });
  afterEach(() => server.stop());

  it('is shown as it is, and the views go on from it', async () => {
    await meanwhile(() => copy('night', '.', LOG));
    expect(await units()).toEqual(['办公室', '财务处']);
    await eventually(async () => (await ready()).status === 200);
    await add('审计处', '后勤处', '保卫处');
    expect(await units()).toEqual(['保卫处', '办公室', '后勤处', '审计处', '财务处']);
    await meanwhile(() => undefined);
    expect(await units()).toEqual(['保卫处', '办公室', '后勤处', '审计处', '财务处']);
  });

  it('is told to whoever followed the other one, also once it has gone on past their place', async () => {
    const [known, cursor] = [await server.admin.get('events?limit=3'), await lastCursor()];
    await meanwhile(() => copy('night', '.', LOG));
    const stream = { accept: 'text/event-stream', 'last-event-id': cursor };
    for (const turn of ['shorter', 'longer']) {
      await refused(server.admin.send('GET', `events?cursor=${cursor}`), 409, 'cursor.other-log');
      await refused(server.admin.send('GET', 'events', undefined, stream), 409, 'cursor.other-log');
      if (turn === 'shorter') await add('审计处', '后勤处', '保卫处', '研究室');
    }
    // What both have in common is no reason to begin again.
    expect((await server.admin.get(`events?limit=3&cursor=${known.next}`)).items[0].position).toBe('4');
    expect((await server.admin.send('GET', `events?cursor=${cursor}`)).body).toMatchObject({
      title: expect.stringContaining('从头读取'),
      details: { cursor },
    });
  });

  it('is no reason to build views anew where it is the log that they were made of', async () => {
    const generations = async () =>
      ((await ready()).body as { views: { generation: number }[] }).views.map(({ generation }) => generation);
    await eventually(async () => (await ready()).status === 200);
    const before = await generations();
    await meanwhile(() => undefined);
    await eventually(async () => (await ready()).status === 200);
    expect(await generations()).toEqual(before);
  });
});
