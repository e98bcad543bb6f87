import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { backupEventStore, openEventStore, openEventStoreReadOnly } from '#event-store';
import { tempDir } from '../support/temp-dir.js';

const ENOUGH = 50;
const program = fileURLToPath(new URL('./appending.process.ts', import.meta.url));
const hooks = new URL('../support/from-source.mjs', import.meta.url).href;

describe('given a server process that appends to an event file', () => {
  let dir: Awaited<ReturnType<typeof tempDir>>;
  let owner: ChildProcess;
  let output: string;
  let url: string;

  const acknowledged = () => output.split('\n').slice(0, -1);
  const enough = async (count: number) => {
    while (acknowledged().length < count) {
      if (owner.exitCode !== null) throw new Error(`the owner ended with ${owner.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  beforeEach(async () => {
    dir = await tempDir();
    url = `sqlite:${dir.path}/events.db`;
    output = '';
    owner = spawn(process.execPath, ['--conditions=source', '--import', hooks, program, url], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    owner.stdout!.setEncoding('utf8').on('data', (text: string) => (output += text));
    await enough(1);
  });

  afterEach(async () => {
    if (owner.exitCode === null && owner.signalCode === null) {
      owner.kill('SIGKILL');
      await once(owner, 'exit');
    }
    await dir.remove();
  });

  it('refuses a second server with a message that names the file and the owner', async () => {
    const second = openEventStore(url);
    await expect(second).rejects.toThrow(`${dir.path}/events.db`);
    await expect(second).rejects.toThrow(`pid ${owner.pid}`);
    await enough(acknowledged().length + ENOUGH);
  });

  it('lets others read and follow it meanwhile', async () => {
    const reader = await openEventStoreReadOnly(url);
    const before = Number(await reader.head());
    await enough(before + ENOUGH);
    expect(Number(await reader.head())).toBeGreaterThan(before);
    expect((await reader.readAll('0', 1))[0]!.id).toBe(acknowledged()[0]);
    await expect(reader.append([])).rejects.toThrow('reading only');
    await reader.close();
  });

  it('lets a backup be taken meanwhile, whole up to the moment it began', async () => {
    await enough(ENOUGH);
    const known = acknowledged();
    let lastTold = -1;
    await backupEventStore(url, `${dir.path}/copy.db`, ({ remainingPages }) => (lastTold = remainingPages));
    const copy = await openEventStore(`sqlite:${dir.path}/copy.db`);
    const ids = (await copy.readAll('0', 1_000_000)).map(({ id }) => id);
    await copy.close();
    expect(ids.slice(0, known.length)).toEqual(known);
    expect(new Set(ids).size).toBe(ids.length);
    expect(lastTold).toBe(0);
  });

  it('leaves every acknowledged event behind when it is killed, and the file free', async () => {
    await enough(ENOUGH);
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const store = await openEventStore(url);
    const events = await store.readAll('0', 1_000_000);
    await store.close();
    expect(events.map(({ id }) => id).slice(0, acknowledged().length)).toEqual(acknowledged());
    expect(events.length - acknowledged().length).toBeLessThanOrEqual(1);
    expect(events.map(({ version }) => version)).toEqual(events.map((_, i) => i + 1));
  });
});
