import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type EventStore, LeaseLost, type ReadStore, type View } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { PostgresReadStore } from '../../libs/read-store/src/postgres/postgres-read-store.js';
import { type PostgresServer, startPostgres, until } from '../support/postgres.js';
import { appendOne, someEvent, to } from './some-events.js';
import { building, change, commit, issues, live } from './some-rows.js';
import { type Tally, tallies } from './tallies.view.js';

const program = fileURLToPath(new URL('./projecting.process.ts', import.meta.url));
const hooks = new URL('../support/from-source.mjs', import.meta.url).href;
const STREAMS = 5;
const TAKEOVER_MS = 5_000;

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

describe('given two stores on one database', () => {
  let url: string;
  let first: PostgresReadStore;
  let second: PostgresReadStore;
  const expire = () => server.query(url, `update rectify_views.lease set expires_at = '-infinity'`);
  const all = [change('a', 1), change('b', 2)];
  const passOn = () => until(async () => (await expire(), await second.lease.take()));

  beforeEach(async () => {
    url = await server.database();
    [first, second] = [await PostgresReadStore.open(url), await PostgresReadStore.open(url)];
  });
  afterEach(() => Promise.all([first.close(), second.close()]));

  it('lets the one that came first write, and the other read', async () => {
    await live(first, all);
    await expect(second.open(issues as View)).rejects.toThrow(LeaseLost);
    await expect(second.saveCheckpoint('outbox', '0', { position: '1' })).rejects.toThrow(LeaseLost);
    expect((await second.list(issues, {})).rows.map(({ key }) => key)).toEqual(['a', 'b']);
  });

  it('passes the right on at once when the first is closed', async () => {
    const generation = await commit(first, await building(first), all, 1);
    await first.close();
    expect((await commit(second, await building(second), all)).checkpoint).toBe('2');
    expect(generation.checkpoint).toBe('1');
  });

  it('lets a holder whose time has run out write nothing, even from the right checkpoint', async () => {
    const generation = await commit(first, await building(first), all, 1);
    let lost = 0;
    first.lease.onLost(() => lost++);
    await passOn();
    await expect(commit(first, generation, all)).rejects.toThrow(LeaseLost);
    await expect(first.goLive(generation)).rejects.toThrow(LeaseLost);
    expect(lost).toBe(1);
    expect((await building(second)).checkpoint).toBe('1');
  });

  it('would let it, were the lease still its own', async () => {
    const generation = await commit(first, await building(first), all, 1);
    const [before] = await server.query(url, 'select owner, epoch from rectify_views.lease');
    await passOn();
    await server.query(url, 'update rectify_views.lease set owner = $1, epoch = $2', [before!.owner, before!.epoch]);
    expect((await commit(first, generation, all)).checkpoint).toBe('2');
  });

  it('lets one that has taken the lease anew write nothing that it read before another held it', async () => {
    const three = [...all, change('c', 3)];
    const generation = await commit(first, await building(first), three, 1);
    await passOn();
    await commit(second, await building(second), three, 2);
    await expect(commit(first, generation, three)).rejects.toThrow(LeaseLost);
    await until(async () => (await expire(), await first.lease.take()));
    // Folded behind a batch that was never stored, and from just where the other one has come to.
    await expect(commit(first, { ...generation, checkpoint: '2' }, three)).rejects.toThrow(LeaseLost);
    expect(await commit(first, await building(first), three)).toMatchObject({ checkpoint: '3' });
  });

  it('lets a reader change nothing', async () => {
    await live(first, all);
    const reader: ReadStore = await openReadStore(url, { readOnly: true });
    const [generation] = await reader.open(issues as View);
    expect(generation).toMatchObject({ checkpoint: '2', live: true });
    await expect(reader.begin(issues as View)).rejects.toThrow('read-only');
    await reader.close();
  });
});

describe('given two projectors on one database', () => {
  let url: string;
  let store: EventStore;
  let views: ReadStore;
  let appended = 0;
  let children: ChildProcess[];
  const said = new Map<ChildProcess, string>();

  const projector = async () => {
    const child = spawn(process.execPath, ['--conditions=source', '--import', hooks, program, url], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    said.set(child, '');
    child.stdout!.setEncoding('utf8').on('data', (text: string) => said.set(child, said.get(child)! + text));
    children.push(child);
    await until(() => said.get(child)!.includes('up'));
    return child;
  };
  const leads = (child: ChildProcess) =>
    said
      .get(child)!
      .split('\n')
      .findLast((line) => /leads|stopped/.test(line)) === 'leads';
  const append = async (count: number) => {
    for (let i = 0; i < count; i++) await appendOne(store, to(`note-${appended++ % STREAMS}`, 'any', someEvent()));
  };
  const followed = () => until(async () => (await views.checkpoint('tallies')) === (await store.head()));
  const folded = async () => {
    const { rows } = await views.list<Tally>(tallies, {});
    return rows.reduce((sum, { row }) => sum + row.folded, 0);
  };

  beforeEach(async () => {
    [appended, children] = [0, []];
    url = await server.database();
    store = await openEventStore(url);
    const maker = await PostgresReadStore.open(url);
    await maker.close();
    views = await openReadStore(url, { readOnly: true });
  });
  afterEach(async () => {
    for (const child of children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await Promise.all([store.close(), views.close()]);
  });

  it('lets one work, the other take over within 5 s when it is killed, and folds no event twice', async () => {
    const [first, second] = [await projector(), await projector()];
    await append(100);
    await followed();
    expect([leads(first), leads(second)]).toEqual([true, false]);
    await append(50);
    first.kill('SIGKILL');
    const killed = Date.now();
    await append(50);
    await followed();
    expect(Date.now() - killed).toBeLessThan(TAKEOVER_MS);
    expect(leads(second)).toBe(true);
    expect(await folded()).toBe(200);
  });

  it('lets one that was paused and wakes write nothing more', async () => {
    const [first, second] = [await projector(), await projector()];
    await append(50);
    await followed();
    first.kill('SIGSTOP');
    await append(50);
    await followed();
    expect(leads(second)).toBe(true);
    first.kill('SIGCONT');
    await append(50);
    await until(() => !leads(first));
    await append(50);
    await followed();
    expect([leads(first), leads(second)]).toEqual([false, true]);
    expect(await folded()).toBe(200);
  });
});
