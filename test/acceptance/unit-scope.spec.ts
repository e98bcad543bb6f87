import type { Answer, Client } from '../support/client.js';
import { refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import { evidenceBytes, issueBody, makeWorld, report, roundBody, type World } from '../support/world.js';

const NOTHING = '00000000-0000-4000-8000-000000000000';

describe('what a unit sees', () => {
  let server: RunningServer;
  let world: World;
  let roundId: string;
  let elsewhere: string;
  let parent: Client;
  let station: Client;
  let stranger: Client;
  const issues: Record<string, string> = {};
  const files: Record<string, string> = {};
  let taskId: string;

  const settled = async () => `after=${await server.engine.store.head()}`;
  const person = async (login: string, name: string, unitId: string, ...roles: string[]) => {
    const { id } = await server.admin.do('people', { name });
    await server.admin.do(`people/${id}/posts`, { unitId, post: '职员', from: '2020-01-01' });
    return { id: id as string, client: await server.account(login, id, ...roles) };
  };
  const numbers = ({ items }: Answer['body']): string[] => items.map((row: Answer['body']) => row.number);
  const seenIssues = async (who: Client, query = '') => numbers(await who.get(`issues?${await settled()}${query}`));
  /** Alike to the last sign but for what was asked. */
  const unknownAlike = async (who: Client, path: (id: string) => string, id: string, code: string) => {
    const strip = (problem: Answer['body']) =>
      JSON.stringify(problem, (key, value: unknown) => (['instance', 'id', 'sha256'].includes(key) ? '' : value));
    const hidden = await refused(who.send('GET', path(id)), 404, code);
    const absent = await refused(who.send('GET', path(NOTHING)), 404, code);
    expect(strip(hidden)).toEqual(strip(absent));
  };
  const attach = async (who: Client, issue: string, text: string) => {
    const { bytes, sha256 } = evidenceBytes(text);
    await who.send('POST', 'evidence?name=a.txt', bytes);
    await who.do(`issues/${issue}/evidence`, {
      sha256,
      name: 'a.txt',
      datedOn: '2023-10-01',
      effectiveOn: '2023-10-01',
    });
    return sha256;
  };

  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
    const { office, persons, unitId } = world;
    const { id: bureau } = await server.admin.do('units', { name: '水务局' });
    const { id: below } = await server.admin.do('units', { name: '水文站', parentId: bureau });
    const head = await person('bureau', '冯远', bureau, 'unit-head');
    const worker = await person('station', '沈清', below, 'reporter');
    const other = await person('stranger', '何平', (await server.admin.do('units', { name: '体育局' })).id, 'reporter');
    [parent, station, stranger] = [head.client, worker.client, other.client];
    roundId = (await office.do('rounds', roundBody)).id;
    elsewhere = (await office.do('rounds', { ...roundBody, title: '第四轮巡察' })).id;
    for (const number of ['1', '2', '3', '4'])
      issues[number] = (await office.do(`rounds/${roundId}/issues`, issueBody(number))).id;
    const assign = (number: string, leadUnitId: string, handlerId: string, supportingUnitIds: string[] = []) =>
      office.do(`issues/${issues[number]}/assignment`, {
        leaderId: persons.responsible,
        leadUnitId,
        supportingUnitIds,
        handlerId,
        dueOn: '2023-11-30',
        effectiveOn: '2023-09-05',
      });
    await assign('1', below, worker.id);
    await assign('2', unitId, persons.reporter, [bureau]);
    await assign('3', unitId, persons.reporter);
    await assign('4', unitId, persons.reporter);
    const plan = { number: '1', title: '修订制度', issueIds: [issues['1']], effectiveOn: '2023-08-29' };
    taskId = (await office.do(`rounds/${roundId}/tasks`, plan)).id;
    files['1'] = await attach(station, issues['1']!, '水文');
    files['3'] = await attach(world.reporter, issues['3']!, '经济');
    const handing = { unitId, successorId: persons.head };
    await world.reporter.do(`handovers/${persons.reporter}/proposal`, handing);
    await world.reporter.do(`issues/${issues['3']}/regulations`, { kind: 'made', title: '采购办法' });
  });
  afterAll(() => server.stop());

  it('is its own and what lies below it; the office, leaders and inspectors see everything', async () => {
    expect(await seenIssues(station)).toEqual(['1']);
    expect(await seenIssues(parent)).toEqual(['1', '2']);
    expect(await seenIssues(world.head)).toEqual(['2', '3', '4']);
    expect(await seenIssues(stranger)).toEqual([]);
    for (const who of [world.office, world.leader, world.inspector])
      expect(await seenIssues(who)).toEqual(['1', '2', '3', '4']);
  });

  it('holds in every filter, page and moment', async () => {
    expect(await seenIssues(parent, `&roundId=${roundId}&sort=status&descending=true`)).toHaveLength(2);
    expect(await seenIssues(parent, '&leadUnitId=' + world.unitId)).toEqual(['2']);
    expect(await seenIssues(stranger, '&asOf=2023-10-01')).toEqual([]);
    expect(await seenIssues(parent, '&asOf=2023-10-01')).toEqual(['1', '2']);
    const first = await parent.get('issues?limit=1');
    const second = await parent.get(`issues?limit=1&cursor=${encodeURIComponent(first.next)}`);
    expect([...numbers(first), ...numbers(second)]).toEqual(['1', '2']);
    expect(numbers(await station.get('tasks'))).toEqual(['1']);
    expect(numbers(await world.head.get('tasks'))).toEqual([]);
  });

  it('tells what is hidden like what is not there', async () => {
    const issue = (id: string) => `issues/${id}`;
    await unknownAlike(station, issue, issues['3']!, 'issue.unknown');
    await unknownAlike(station, (id) => `issues/${id}/history`, issues['3']!, 'issue.unknown');
    await unknownAlike(station, (id) => `${issue(id)}?asOf=2023-10-01`, issues['3']!, 'issue.unknown');
    await unknownAlike(world.head, (id) => `tasks/${id}`, taskId, 'task.unknown');
    await unknownAlike(world.head, (id) => `tasks/${id}/history`, taskId, 'task.unknown');
    for (const path of [
      '',
      '/statistics',
      '/statistics/behind?figure=issues',
      '/statistics/groups?by=area',
      '/regulations',
      '/history',
      '/ledger',
      '/report',
    ])
      await unknownAlike(stranger, (id) => `rounds/${id}${path}`, roundId, 'round.unknown');
    await unknownAlike(station, (id) => `rounds/${id}`, elsewhere, 'round.unknown');
    await unknownAlike(stranger, (id) => `handovers/${id}`, world.persons.reporter, 'handover.unknown');
    expect((await stranger.get('handovers')).items).toEqual([]);
    expect((await world.head.get('handovers')).items).toHaveLength(1);
    await refused(station.send('GET', `evidence/${files['3']}`), 404, 'evidence.no-such-file');
    await refused(station.send('GET', `evidence/${'0'.repeat(64)}`), 404, 'evidence.no-such-file');
    expect((await station.download(`evidence/${files['1']}`)).length).toBeGreaterThan(0);
    expect((await world.inspector.download(`evidence/${files['3']}`)).length).toBeGreaterThan(0);
  });

  it('leaves other units’ numbers out of figures, histories, ledger and report, and says so', async () => {
    const whole = await world.office.get(`rounds/${roundId}/statistics`);
    const own = await parent.get(`rounds/${roundId}/statistics`);
    expect([whole.issues, whole.regulations, whole.restrictedTo]).toEqual([4, 1, undefined]);
    expect([own.issues, own.regulations, own.restrictedTo.units.length]).toEqual([2, 0, 2]);
    const listed = async (reader: Client, rest: string) =>
      (await reader.get(`rounds/${roundId}/statistics/${rest}`)).items;
    expect([
      (await listed(world.office, 'behind?figure=issues')).length,
      (await listed(parent, 'behind?figure=issues')).length,
    ]).toEqual([4, 2]);
    expect(await listed(parent, 'behind?figure=regulations')).toEqual([]);
    expect((await listed(parent, 'changes?from=2023-01-01&to=2023-12-31')).length).toBeLessThanOrEqual(2);
    expect((await parent.get(`rounds/${roundId}/regulations`)).items).toEqual([]);
    const ledger = await parent.get(`rounds/${roundId}/ledger`);
    expect(ledger.issues.map(({ number }: Answer['body']) => String(number))).toEqual(['1', '2']);
    const text = await parent.download(`rounds/${roundId}/report?format=md`);
    expect(new TextDecoder().decode(text)).not.toContain(issueBody('3').text);
    const { items: events } = await parent.get(`rounds/${roundId}/history`);
    const listings = events.filter(({ event }: Answer['body']) => event === 'IssueListed');
    expect(listings.map(({ data }: Answer['body']) => data.number)).toEqual(['1', '2']);
    expect((await stranger.get('rounds')).items).toEqual([]);
  });

  it('follows assignments and posts at once', async () => {
    const { office, persons, unitId } = world;
    const { id } = await office.do(`rounds/${elsewhere}/issues`, issueBody('5'));
    const path = `issues/${id}`;
    for (const who of [world.head, stranger]) expect((await who.get(path)).number).toBe('5');
    const given = { leaderId: persons.responsible, leadUnitId: unitId, handlerId: persons.head, dueOn: '2023-11-30' };
    await office.do(`${path}/assignment`, given);
    for (const who of [stranger, station]) await refused(who.send('GET', path), 404, 'issue.unknown');
    await world.head.do(`${path}/progress`, report('一是整改。'));
    expect((await world.head.get(path)).percent).toBe(100);
    const { id: other } = await server.admin.do('people', { name: '钟鸣' });
    const client = await server.account('zhongming', other, 'reporter');
    await refused(client.send('GET', path), 404, 'issue.unknown');
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    await server.admin.do(`people/${other}/posts`, { unitId, post: '科员', from: today });
    expect((await client.get(path)).number).toBe('5');
  });
});
