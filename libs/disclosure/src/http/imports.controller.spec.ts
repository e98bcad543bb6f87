import { once } from 'node:events';
import { Readable } from 'node:stream';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { clerk, everyEvent, type Running, running, seed } from '../importing/importing.fixture.js';
import { KeyReused } from '#event-sourcing';
import type { ImportOutcome } from '../importing/import-outcome.js';
import type { ImportRun } from '../importing/import-run.js';
import { ImportRuns } from '../importing/import-runs.js';
import { collected, ImportQuery, ImportsController } from './imports.controller.js';
import { respondsAsync } from './prefer.js';

const stream = (bytes: Uint8Array) => Readable.from([bytes]);
const asked = (query: object) => plainToInstance(ImportQuery, query);
const wrongFields = (query: object) =>
  validateSync(asked(query), { whitelist: true, forbidNonWhitelisted: true }).map(({ property }) => property);

describe('the import route', () => {
  let here: Running;
  let route: ImportsController;
  let runs: ImportRuns;
  beforeEach(async () => {
    here = await running();
    runs = new ImportRuns(here.engine, here.imports);
    route = new ImportsController(here.imports, runs, here.engine, 64 * 1024);
  });
  afterEach(() => here.close());

  const answered: (readonly [string, string | number])[] = [];
  const reply = {
    status: (code: number) => answered.push(['status', code]),
    header: (name: string, value: string) => answered.push([name, value]),
  };
  const sent = (query: object, headers: Readonly<Record<string, string>>, body: Readable = stream(seed().bytes)) =>
    route.import(asked({ name: 'seed.txt', ...query }), clerk, { id: 'request-1', body, headers }, reply);
  const begun = async (...given: Parameters<typeof sent>) => (await sent(...given)) as ImportRun;
  const post = async (query: object, body?: Readable) => (await sent(query, {}, body)) as ImportOutcome;

  it('only looks unless it is told to store', async () => {
    for (const query of [{}, { dryRun: 'true' }]) {
      const told = await post(query);
      expect(told).toMatchObject({ dryRun: true, toStore: 'dryRun=false' });
      expect(told.stored).toBeUndefined();
    }
    expect(await everyEvent(here)).toEqual([]);
  });

  it('stores under the id of its request, in the name of whoever sent it', async () => {
    const { stored, ...told } = await post({ dryRun: 'false' });
    expect([told.dryRun, 'toStore' in told]).toEqual([false, false]);
    const events = await everyEvent(here);
    expect(stored!.events).toBe(events.length);
    expect(new Set(events.map(({ metadata }) => metadata.correlationId))).toEqual(new Set(['request-1']));
    expect(events[0]!.metadata.actor).toEqual(clerk);
  });

  it('answers at once where the client would rather, with the place that tells the rest', async () => {
    answered.length = 0;
    const run = await begun({ dryRun: 'false' }, { prefer: 'wait=1, Respond-Async' });
    expect(run).toMatchObject({ state: 'queued', dryRun: false, file: { name: 'seed.txt' } });
    expect(answered).toEqual([
      ['status', 202],
      ['Location', `/api/v1/imports/${run.id}`],
      ['Preference-Applied', 'respond-async'],
    ]);
    await runs.settled(run.id);
    expect(await route.find(run.id, clerk)).toMatchObject({ state: 'done', result: { stored: expect.anything() } });
  });

  it('knows an import that stores by its key, and takes another file under it for a mistake', async () => {
    const headers = { prefer: 'respond-async', 'idempotency-key': 'k1' };
    const first = await begun({ dryRun: 'false' }, headers);
    const again = await begun({ dryRun: 'false' }, headers);
    expect(again.id).toBe(first.id);
    const other = sent({ dryRun: 'false' }, headers, stream(new TextEncoder().encode('另一份')));
    await expect(other).rejects.toThrow(KeyReused);
    const looked = await begun({}, headers);
    expect(looked.id).not.toBe(first.id);
  });

  it('refuses a body that is no stream of bytes', async () => {
    const parsed = { name: 'seed.txt' } as unknown as Readable;
    await expect(post({}, parsed)).rejects.toMatchObject({ code: 'import.not-octet-stream' });
  });

  it('refuses what is larger than the limit, and lets the rest run off so that the connection stays usable', async () => {
    const body = Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(1024)));
    const ranOff = once(body, 'end');
    await expect(post({}, body)).rejects.toMatchObject({ code: 'import.too-large', details: { limitBytes: 65_536 } });
    expect(await ranOff).toEqual([]);
  });

  it('takes a file of exactly the limit', async () => {
    expect(await collected(Readable.from([Buffer.alloc(600), Buffer.alloc(424)]), 1024)).toHaveLength(1024);
  });
});

describe('what a client prefers', () => {
  it.each([
    ['respond-async', true],
    ['wait=10, RESPOND-ASYNC; foo=1', true],
    [['return=minimal', 'respond-async'], true],
    ['respond-asynchronously', false],
    ['return=minimal', false],
    [undefined, false],
  ])('is read from %j', (header, told) => {
    expect(respondsAsync(header)).toBe(told);
  });
});

describe('the query of an import', () => {
  it('needs the name of the file only', () => {
    expect(wrongFields({ name: 'a.xlsx' })).toEqual([]);
    expect(wrongFields({})).toEqual(['name']);
  });

  it.each([
    ['dryRun', 'maybe'],
    ['history', 'all'],
    ['team', ' '],
    ['deliveredOn', '2023-02-30'],
    ['reviewOn', 'soon'],
    ['actor', 'me'],
  ])('refuses %s=%s', (field, value) => {
    expect(wrongFields({ name: 'a.xlsx', [field]: value })).toEqual([field]);
  });
});
