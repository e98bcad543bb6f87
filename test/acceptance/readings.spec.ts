import type { Answer } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import { evidenceBytes, makeWorld, roundBody, type World } from '../support/world.js';

describe('reading what is sensitive', () => {
  let server: RunningServer;
  let world: World;
  let roundId: string;

  const recorded = async (category = 'reading'): Promise<Answer['body'][]> => {
    const events = await server.engine.events('0', 10_000);
    return events
      .filter(({ stream }) => stream.startsWith(`${category}-`))
      .map(({ type, data, metadata }) => ({ type, by: metadata.actor.name, ...data }));
  };
  /** What one request leaves behind; its answer does not wait for a slow store. */
  const trace = async (ask: () => Promise<unknown>, least = 1) => {
    const before = (await recorded()).length;
    await ask();
    await eventually(async () => (await recorded()).length >= before + least);
    return (await recorded()).slice(before);
  };

  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
    const opened = await world.office.do('rounds', roundBody);
    roundId = opened.id;
    await world.office.get(`rounds?after=${opened.position}`);
    await world.office.get(`rounds/${roundId}/history?after=${opened.position}`);
  });
  afterAll(() => server.stop());

  it('is on record: who, what, how many, of which day', async () => {
    const { inspector, office } = world;
    const { bytes, sha256 } = evidenceBytes('签到表');
    await office.send('POST', 'evidence?name=a.txt', bytes);
    expect(await trace(() => inspector.get('trail?category=round&limit=7'))).toEqual([
      { type: 'SensitiveRead', by: '郑刚', act: 'ReadTrail', target: 'category=round limit=7', count: 1 },
    ]);
    expect(await trace(() => server.admin.get('accounts'))).toMatchObject([
      { act: 'ListAccounts', by: '系统管理员', count: 9 },
    ]);
    expect(await trace(() => inspector.download(`evidence/${sha256}`))).toMatchObject([
      { type: 'SensitiveRead', act: 'DownloadEvidence', target: sha256 },
    ]);
    expect(await trace(() => office.download(`rounds/${roundId}/ledger?format=xlsx&asOf=2023-11-30`))).toMatchObject([
      { type: 'MaterialExported', act: 'RoundLedger', asOf: '2023-11-30', target: expect.stringContaining(roundId) },
    ]);
    expect(await trace(() => office.get('events?limit=500'))).toMatchObject([
      { type: 'MaterialExported', act: 'ReadEvents' },
    ]);
  });

  it('is told apart from the daily work, which leaves nothing', async () => {
    expect(await trace(() => world.office.get('issues'), 0)).toEqual([]);
    expect(await trace(() => world.office.get('events?limit=100'), 0)).toEqual([]);
    expect(await trace(() => world.office.get(`rounds/${roundId}/statistics`), 0)).toEqual([]);
  });

  it('is on record once for however many times within the hour', async () => {
    const { bytes, sha256 } = evidenceBytes('反复下载');
    await world.office.send('POST', 'evidence?name=b.txt', bytes);
    const before = (await recorded()).length;
    for (let i = 0; i < 40; i++) await world.office.download(`evidence/${sha256}`);
    expect((await recorded()).slice(before)).toMatchObject([{ act: 'DownloadEvidence', target: sha256 }]);
  });

  it('of the log leaves nothing that whoever follows it would follow for ever', async () => {
    const { office, inspector } = world;
    const followers = [office, inspector];
    const cursors = followers.map(() => '0');
    let grown = '';
    for (let round = 0; round < 30; round++) {
      if (round === 10) grown = await server.engine.store.head();
      for (const [i, follower] of followers.entries()) {
        const page = await follower.get(`events?limit=1000&cursor=${cursors[i]}`);
        cursors[i] = page.next;
      }
    }
    expect(await server.engine.store.head()).toBe(grown);
    await office.do('units', { name: '跟随之后的新部门' });
    const taken = await recorded();
    for (let round = 0; round < 5; round++)
      cursors[0] = (await office.get(`events?limit=1000&cursor=${cursors[0]}`)).next;
    expect((await recorded()).slice(taken.length)).toMatchObject([{ act: 'ReadEvents' }]);
  });

  it('of the trail page by page ends, although each page is put on record', async () => {
    let cursor = '';
    let pages = 0;
    do {
      const page = await world.inspector.get(`trail?category=reading&limit=1${cursor}`);
      cursor = page.next === undefined ? '' : `&cursor=${encodeURIComponent(page.next)}`;
      pages += 1;
    } while (cursor !== '' && pages < 500);
    expect(pages).toBeLessThan(500);
  });

  it('of what others read is on record', async () => {
    const left = await trace(() => world.inspector.get('trail?kind=MaterialExported&limit=1&category=reading'));
    expect(left).toMatchObject([
      { act: 'ReadTrail', target: 'kind=MaterialExported limit=1 category=reading', count: 1 },
    ]);
  });

  it('is seen in the trail by inspectors', async () => {
    const after = await server.engine.store.head();
    const { items: events } = await world.inspector.get(`trail?category=reading&limit=500&after=${after}`);
    expect(events.map(({ event }: Answer['body']) => event)).toEqual(
      expect.arrayContaining(['SensitiveRead', 'MaterialExported']),
    );
  });

  it('is on record where it was refused, and a loop fills nothing', async () => {
    const before = (await recorded('refusals')).length;
    for (let i = 0; i < 50; i++) await refused(world.reporter.send('GET', 'trail'), 403, 'rights.denied');
    await refused(world.reporter.try('rounds', roundBody), 403, 'rights.denied');
    await refused(server.nobody.send('GET', 'trail'), 401, 'sign-in.required');
    await eventually(async () => (await recorded('refusals')).length >= before + 2);
    expect((await recorded('refusals')).slice(before)).toEqual([
      { type: 'RequestRefused', by: '李娜', act: 'ReadTrail', code: 'rights.denied', times: 1 },
      { type: 'RequestRefused', by: '李娜', act: 'OpenRound', code: 'rights.denied', times: 1 },
    ]);
  });
});
