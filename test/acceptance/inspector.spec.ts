import type { Answer, Client } from '../support/client.js';
import { refused } from '../support/refused.js';
import { shown } from '../support/round-figures.js';
import { type RunningServer, startServer } from '../support/server.js';
import { bringToRequest, issueBody, makeWorld, report, roundBody, type World } from '../support/world.js';

type Entry = Answer['body'];

/** In Shanghai; milliseconds since 1970. */
const businessDay = (time: number): string => new Date(time + 8 * 3_600_000).toISOString().slice(0, 10);

describe('an inspector who looks into a round', () => {
  let server: RunningServer;
  let world: World;
  let inspector: Client;
  let roundId: string;
  let issueId: string;
  let otherId: string;
  let elsewhere: string;

  const events = async (path: string): Promise<Entry[]> => (await inspector.get(path)).items;
  const kinds = (entries: readonly Entry[]): string[] => entries.map(({ event }) => event);
  const history = () => events(`issues/${issueId}/history`);
  const step = async (kind: string) => (await history()).find(({ event }) => event === kind);

  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
    const { office, head, persons, unitId } = world;
    inspector = world.inspector;
    roundId = (await office.do('rounds', roundBody)).id;
    elsewhere = (await office.do('rounds', { ...roundBody, title: '第四轮巡察' })).id;
    await office.do(`rounds/${elsewhere}/issues`, issueBody('1'));
    [issueId, otherId] = [
      (await office.do(`rounds/${roundId}/issues`, issueBody('1'))).id,
      (await office.do(`rounds/${roundId}/issues`, issueBody('2'))).id,
    ];
    await bringToRequest(world, issueId);
    await head.through('rectify-mobile/3.2').do(`issues/${issueId}/closure-endorsement`, {});
    await office.do(`issues/${issueId}/return`, { reason: '签到表缺少日期' });

    const { id: newUnit } = await server.admin.do('units', { name: '生态环境局' });
    const today = businessDay(Date.now());
    await server.admin.do(`people/${persons.head}/posts`, { unitId: newUnit, post: '局长', from: today });
    await server.admin.do(`units/${unitId}/name`, { name: '经济运行部' });
    // Whoever is of a unit below may be given the work of the one above.
    await server.admin.do(`units/${unitId}/parent`, { parentId: newUnit, reason: '机构改革' });
    await office.do(`issues/${otherId}/assignment`, {
      leaderId: persons.responsible,
      leadUnitId: newUnit,
      handlerId: persons.reporter,
      dueOn: '2023-11-30',
      effectiveOn: '2023-09-05',
    });
    await head.do(`issues/${otherId}/claim`, { effectiveOn: '2023-09-06' });
    await world.reporter.do(`issues/${otherId}/progress`, { ...report('一是排查。'), effectiveOn: '2023-11-20' });
    await shown(server, roundId);
  });
  afterAll(() => server.stop());

  it('sees every event of an issue in order', async () => {
    expect(kinds(await history())).toEqual([
      'IssueDelivered',
      'IssueAssigned',
      'IssueClaimed',
      'EvidenceAttached',
      'ProgressReported',
      'ClosureRequested',
      'ClosureEndorsed',
      'IssueReturned',
    ]);
    expect((await history()).map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('sees who did it, in the post and unit of that moment, whatever became of them', async () => {
    expect((await step('ClosureEndorsed')).actor).toMatchObject({
      personId: world.persons.head,
      name: '王强',
      post: '部长',
      unit: '经济发展部',
      roles: ['unit-head'],
    });
    const [claimed, reported] = (await events(`issues/${otherId}/history`)).slice(-2);
    expect(reported.actor).toMatchObject({ name: '李娜', unitId: world.unitId, unit: '经济运行部' });
    expect((await step('ProgressReported')).actor).toMatchObject({ unitId: world.unitId, unit: '经济发展部' });
    expect(claimed.actor).toMatchObject({
      personId: world.persons.head,
      name: '王强',
      post: '局长',
      unit: '生态环境局',
    });
    expect((await step('IssueClaimed')).data.unit.name).toBe('经济发展部');
  });

  it('sees what was commanded, what happened, and each field before and after', async () => {
    expect(await step('IssueReturned')).toMatchObject({ command: 'ReturnIssue', data: { level: 'office' } });
    expect((await step('IssueReturned')).changes).toEqual(
      expect.arrayContaining([
        { field: 'status', before: 'under-review', after: 'rectifying' },
        expect.objectContaining({ field: expect.stringMatching(/outcome\.kind$/), after: 'returned' }),
      ]),
    );
    expect((await step('ProgressReported')).changes).toEqual(
      expect.arrayContaining([{ field: 'percent', before: 0, after: 100 }]),
    );
    expect((await step('IssueAssigned')).changes).toEqual(
      expect.arrayContaining([
        { field: 'status', before: 'delivered', after: 'assigned' },
        { field: 'dueOn', after: '2023-11-30' },
      ]),
    );
  });

  it('sees when it happened and when it was recorded', async () => {
    const { effectiveAt, recordedAt } = await step('ClosureRequested');
    expect(effectiveAt).toBe('2023-10-30T16:00:00.000Z');
    expect(Math.abs(Date.now() - Date.parse(recordedAt))).toBeLessThan(3_600_000);
    const returned = await step('IssueReturned');
    expect(businessDay(Date.parse(returned.effectiveAt))).toBe(businessDay(Date.parse(returned.recordedAt)));
  });

  it('sees why, and through which program', async () => {
    expect((await step('IssueReturned')).reason).toBe('签到表缺少日期');
    expect((await step('ClosureEndorsed')).actor.client).toBe('rectify-mobile/3.2');
    expect((await step('IssueReturned')).actor.client).toBe('node');
  });

  describe('over the whole round', () => {
    const trail = (filter: string) => events(`trail?round=${roundId}&limit=200${filter}`);
    const about = (entries: readonly Entry[]) => new Set(entries.map(({ stream }) => stream));

    it('finds the events of the round and its issues, and of no other round', async () => {
      expect(about(await trail(''))).toEqual(new Set([`round-${roundId}`, `issue-${issueId}`, `issue-${otherId}`]));
      expect((await events(`trail?round=${elsewhere}`)).length).toBe(3);
    });

    it('filters by person and by account', async () => {
      const byHead = await trail(`&person=${world.persons.head}`);
      expect(kinds(byHead)).toEqual(['IssueClaimed', 'ClosureEndorsed', 'IssueClaimed']);
      const account = byHead[0].actor.id;
      expect(await trail(`&actor=${account}`)).toEqual(byHead);
    });

    it('filters by the unit of that moment', async () => {
      const ofUnit = await trail(`&unit=${world.unitId}`);
      expect(kinds(ofUnit)).toEqual([
        'IssueClaimed',
        'EvidenceAttached',
        'ProgressReported',
        'ClosureRequested',
        'ClosureEndorsed',
        'ProgressReported',
      ]);
    });

    it('filters by issue, by kind and by category', async () => {
      expect(about(await trail(`&issue=${otherId}`))).toEqual(new Set([`issue-${otherId}`]));
      expect(kinds(await trail('&kind=IssueReturned,ClosureEndorsed'))).toEqual(['ClosureEndorsed', 'IssueReturned']);
      expect(kinds(await trail('&category=round'))).toEqual(['RoundOpened', 'IssueListed', 'IssueListed']);
    });

    it('filters by period on either clock', async () => {
      const autumn = '&clock=effective&from=2023-10-31&to=2023-11-01';
      expect(kinds(await trail(autumn))).toEqual(['ClosureRequested']);
      expect(await trail('&from=2023-10-31&to=2023-11-01')).toEqual([]);
      const whole = await trail('');
      const [first, last] = [whole[0], whole.at(-1)].map(({ recordedAt }) => businessDay(Date.parse(recordedAt)));
      expect(await trail(`&from=${first}&to=${last}`)).toEqual(whole);
    });

    it('combines filters', async () => {
      const found = await trail(`&issue=${issueId}&person=${world.persons.office}&clock=effective&from=2023-09-01`);
      expect(kinds(found)).toEqual(['IssueAssigned', 'IssueReturned']);
    });

    it('pages through the same events in the same order, and backwards', async () => {
      const whole = await trail('');
      const paged: Entry[] = [];
      let cursor = '';
      do {
        const page = await inspector.get(`trail?round=${roundId}&limit=3${cursor}`);
        expect(page.items.length).toBeLessThanOrEqual(3);
        paged.push(...page.items);
        cursor = page.next ? `&cursor=${encodeURIComponent(page.next)}` : '';
      } while (cursor !== '');
      expect(paged).toEqual(whole);
      expect(await trail('&descending=true')).toEqual(whole.toReversed());
    });

    it('names a filter that it does not know', async () => {
      for (const [field, value, choice] of [
        ['colour', 'red', 'category'],
        ['category', 'cat', 'meeting'],
        ['kind', 'Foo', 'IssueDelivered'],
      ] as const) {
        const problem = await refused(inspector.send('GET', `trail?${field}=${value}`), 400, 'request.bad-shape');
        expect(problem.errors).toEqual([{ field, message: expect.stringContaining(choice) }]);
      }
    });
  });

  it('is not joined by those who report', () => refused(world.reporter.send('GET', 'trail'), 403, 'rights.denied'));
});
