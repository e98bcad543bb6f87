import { once } from 'node:events';
import { Readable } from 'node:stream';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { clerk, everyEvent, type Running, running, seed } from '../importing/importing.fixture.js';
import { collected, ImportQuery, ImportsController } from './imports.controller.js';

const asked = (query: object) => plainToInstance(ImportQuery, query);
const wrongFields = (query: object) =>
  validateSync(asked(query), { whitelist: true, forbidNonWhitelisted: true }).map(({ property }) => property);

describe('the import route', () => {
  let here: Running;
  let route: ImportsController;
  beforeEach(async () => {
    here = await running();
    route = new ImportsController(here.imports, 64 * 1024);
  });
  afterEach(() => here.close());

  const post = (query: object, body: Readable | undefined = Readable.from([seed().bytes])) =>
    route.import(asked({ name: 'seed.txt', ...query }), body, clerk, { id: 'request-1' });

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
