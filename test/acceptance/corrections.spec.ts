import { SetClock } from '#event-sourcing';
import type { Answer } from '../support/client.js';
import { refused } from '../support/refused.js';
import { shown } from '../support/round-figures.js';
import { type RunningServer, startServer } from '../support/server.js';
import { issueBody, makeWorld, roundBody, type World } from '../support/world.js';

describe('a clerk who mistyped', () => {
  const clock = new SetClock('2024-01-05T02:00:00.000Z');
  let server: RunningServer;
  let world: World;
  let roundId: string;
  const issues: string[] = [];

  const entered = async (path: string, body: object): Promise<string> =>
    (await world.office.do(path, body)).events[0].id as string;
  const find = (id: string, moment = ''): Promise<Answer['body']> => world.office.get(`issues/${id}?${moment}`);
  const figures = async (moment = ''): Promise<Answer['body']> => {
    await shown(server, roundId);
    return world.office.get(`rounds/${roundId}/statistics?${moment}`);
  };

  beforeAll(async () => {
    server = await startServer({}, { clock });
    world = await makeWorld(server);
    roundId = (await world.office.do('rounds', roundBody)).id;
    for (const number of ['1', '2'])
      issues.push((await world.office.do(`rounds/${roundId}/issues`, issueBody(number))).id);
  });
  afterAll(() => server.close());

  describe('a number of people and an amount in fen', () => {
    let people: string;
    let money: string;
    const reason = '录入时多打了零';

    beforeAll(async () => {
      const [id] = issues;
      people = await entered(`issues/${id}/accountability`, { kind: 'criticism', number: 100 });
      money = await entered(`issues/${id}/recoveries`, { amount: 665_700 });
      clock.set('2024-01-05T02:05:00.000Z');
      await world.office.do(`issues/${id}/accountability-corrections`, { entry: people, number: 1, reason });
      await world.office.do(`issues/${id}/recovery-corrections`, { entry: money, amount: 66_570_000, reason });
    });

    it('reads right from then on in the issue, which shows what was there before, and in every figure', async () => {
      expect(await find(issues[0]!)).toMatchObject({
        accountability: [
          { id: people, number: 1, corrections: [{ from: { number: 100 }, to: { number: 1 }, reason }] },
        ],
        recoveries: [{ id: money, amount: 66_570_000, corrections: [{ from: { amount: 665_700 } }] }],
      });
      expect(await figures()).toMatchObject({
        accountability: { criticism: 1 },
        recoveredFen: 66_570_000,
      });
    });

    it('says to a question of what was known before what was known then', async () => {
      const before = 'knownAt=2024-01-05T02:04:00Z';
      expect(await find(issues[0]!, before)).toMatchObject({ recoveries: [{ amount: 665_700, corrections: [] }] });
      expect(await figures(before)).toMatchObject({
        accountability: { criticism: 100 },
        recoveredFen: 665_700,
      });
    });

    it('is corrected again, and withdrawn once', async () => {
      const path = `issues/${issues[0]}`;
      await world.office.do(`${path}/recovery-corrections`, { entry: money, amount: 66_500_000, reason: '又错' });
      const twice = await find(issues[0]!);
      expect(twice.recoveries[0].corrections.map(({ to }: Answer['body']) => to.amount)).toEqual([
        66_570_000, 66_500_000,
      ]);
      await world.office.do(`${path}/recovery-withdrawals`, { entry: money, reason: '重复登记' });
      const again = await world.office.do(`${path}/recovery-withdrawals`, { entry: money, reason: '重复登记' });
      expect(again.events).toEqual([]);
      expect(await find(issues[0]!)).toMatchObject({
        recoveries: [],
        withdrawn: [{ of: 'recoveries', entry: { id: money, amount: 66_500_000 }, withdrawn: { reason: '重复登记' } }],
      });
      expect((await figures()).recoveredFen).toBe(0);
      await refused(
        world.office.try(`${path}/recovery-corrections`, { entry: money, amount: 1, reason: 'x' }),
        409,
        'entry.withdrawn',
      );
    });

    it('is refused for an entry that is not there, without a reason, and beyond sense until it is confirmed', async () => {
      const path = `issues/${issues[0]}`;
      const { office } = world;
      await refused(
        office.try(`${path}/accountability-corrections`, { entry: money, number: 2, reason: '错' }),
        404,
        'entry.unknown',
      );
      await refused(
        office.try(`${path}/accountability-corrections`, { entry: people, number: 2 }),
        400,
        'reason.missing',
      );
      const beyond = { amount: 100_000_000_000 };
      await refused(office.try(`${path}/recoveries`, beyond), 409, 'recovery.needs-confirmation');
      const id = await entered(`${path}/recoveries`, { ...beyond, confirmed: true });
      await refused(office.try(`issues/${issues[1]}/recoveries`, { amount: 1 }), 409, 'recovery.needs-confirmation');
      await office.do(`${path}/recovery-withdrawals`, { entry: id, reason: '试录' });
      await refused(
        office.try(`${path}/accountability`, { kind: 'criticism', number: 5_000 }),
        409,
        'accountability.needs-confirmation',
      );
    });
  });

  describe('the same regulation on two issues', () => {
    it('is one, and what becomes of it by a correction is counted', async () => {
      const [first, second] = issues;
      await world.office.do(`issues/${first}/regulations`, { kind: 'made', title: '《考勤 制度》' });
      const entry = await entered(`issues/${second}/regulations`, { kind: 'made', title: '考勤制度' });
      expect((await figures()).regulations).toBe(1);
      const { items } = await world.office.get(`rounds/${roundId}/regulations`);
      expect(items).toMatchObject([{ issueId: first, alsoOn: [{ id: entry, issueId: second, number: '2' }] }]);
      const body = { entry, title: '考核制度', reason: '题名有误' };
      await world.office.do(`issues/${second}/regulation-corrections`, body);
      expect((await figures()).regulations).toBe(2);
      await world.office.do(`issues/${second}/regulation-withdrawals`, { entry, reason: '不是制度' });
      expect((await figures()).regulations).toBe(1);
    });
  });

  describe('a title, a date and the words of an issue', () => {
    const reason = '录入有误';

    it('reads right, beside what was delivered, in round, ledger, register and figures', async () => {
      const { office } = world;
      const before = '2024-01-05T02:06:00.000Z';
      clock.set('2024-01-05T02:07:00.000Z');
      await office.do(`rounds/${roundId}/corrections`, { title: '第三轮常规巡察', inspectedTo: '2023-06-14', reason });
      await office.do(`issues/${issues[1]}/corrections`, { heading: '学习不深不透', text: '学习次数不足。', reason });
      const { heading, text } = issueBody('2');
      expect(await find(issues[1]!)).toMatchObject({
        heading: '学习不深不透',
        text: '学习次数不足。',
        deliveredText: text,
        corrections: [{ from: { heading, text }, to: { heading: '学习不深不透' }, reason }],
      });
      const { listed } = await figures();
      const { items: groups } = await office.get(`rounds/${roundId}/statistics/groups?by=heading`);
      expect(groups.map((group: Answer['body']) => group.heading)).toEqual([heading, '学习不深不透']);
      expect(listed).toMatchObject({ areas: 1, headings: 2, issues: 2 });
      const { items } = await office.get(`issues?roundId=${roundId}&heading=${encodeURIComponent('学习不深不透')}`);
      expect(items).toMatchObject([{ number: '2', text: '学习次数不足。', corrected: ['heading', 'text'] }]);
      expect(await office.get(`rounds/${roundId}`)).toMatchObject({
        title: '第三轮常规巡察',
        corrections: [{ from: { title: roundBody.title, inspectedTo: '2023-06-13' }, reason }],
      });
      const earlier = await office.get(`rounds/${roundId}?knownAt=${before}`);
      expect(earlier).toMatchObject({ title: roundBody.title, listed: { headings: 1 }, corrections: [] });
      expect(await find(issues[1]!, `knownAt=${before}`)).toMatchObject({ text, corrections: [] });
    });

    it('is corrected by the office alone, and dates stay in order', async () => {
      const { office, reporter } = world;
      const dates = { deliveredOn: '2023-06-01', reason };
      await refused(office.try(`rounds/${roundId}/corrections`, dates), 400, 'round.dates-out-of-order');
      await refused(office.try(`issues/${issues[1]}/corrections`, { text: '无理由' }), 400, 'reason.missing');
      await refused(reporter.try(`issues/${issues[1]}/corrections`, { text: '代', reason }), 403, 'rights.denied');
    });

    it('of a task is corrected until an issue that it serves is under review', async () => {
      const { office } = world;
      const plan = { number: '1', title: '修订学习计划', issueIds: [issues[0]], effectiveOn: '2023-08-29' };
      const { id } = await office.do(`rounds/${roundId}/tasks`, plan);
      await office.do(`tasks/${id}/corrections`, { title: '修订学习制度', reason });
      expect(await office.get(`tasks/${id}`)).toMatchObject({
        title: '修订学习制度',
        corrections: [{ from: { title: '修订学习计划' }, to: { title: '修订学习制度' } }],
      });
      expect(await office.get(`tasks/${id}?asOf=2023-08-29`)).toMatchObject({ title: '修订学习制度' });
      const { earliest } = (
        await refused(
          office.try(`tasks/${id}/assignment`, {
            unitId: world.unitId,
            handlerId: world.persons.reporter,
            dueOn: '2023-11-30',
            effectiveOn: '2023-08-28',
          }),
          409,
          'effective.before-last',
        )
      ).details;
      expect(earliest).toBe('2023-08-29');
    });
  });

  describe('who opens a round long after its findings were delivered, and names no day', () => {
    let id: string;
    const { effectiveOn: deliveredOn, ...opening } = roundBody;
    const { effectiveOn: _, ...delivery } = issueBody('1');

    beforeAll(async () => {
      const { office } = world;
      clock.set('2024-01-05T02:07:30.000Z');
      ({ id } = await office.do('rounds', { ...opening, title: '第四轮巡察' }));
      await office.do(`rounds/${id}/contact`, { phone: '0755-0000000' });
      await office.do(`rounds/${id}/issues`, delivery);
    });

    it('finds the round and its issues on the day of the delivery, and none before or as known before', async () => {
      const { office } = world;
      await shown(server, id);
      const issuesOn = async (moment: string) =>
        (await office.get(`issues?roundId=${id}&${moment}`)).items.length as number;
      expect(await office.get(`rounds/${id}?asOf=${deliveredOn}`)).toMatchObject({ listed: { issues: 1 } });
      expect(await issuesOn(`asOf=${deliveredOn}`)).toBe(1);
      for (const path of [`issues?roundId=${id}&asOf=2023-08-28`, `rounds/${id}?asOf=2023-08-28`])
        await refused(office.send('GET', path), 400, 'report.before-delivery');
      expect(await issuesOn(`asOf=${deliveredOn}&knownAt=2024-01-05T02:07:00Z`)).toBe(0);
    });

    it('enters what was done from then on', async () => {
      const { office, persons, unitId } = world;
      const { items } = await office.get(`issues?roundId=${id}`);
      const assignment = { leaderId: persons.leader, leadUnitId: unitId, handlerId: persons.reporter };
      await office.do(`issues/${items[0].id}/assignment`, {
        ...assignment,
        dueOn: '2023-11-30',
        effectiveOn: deliveredOn,
      });
      expect(await find(items[0].id, `asOf=${deliveredOn}`)).toMatchObject({ status: 'assigned' });
    });
  });

  describe('who learns late of what was done on an earlier day', () => {
    let path: string;
    let id: string;
    let first: string;
    const words = { narrative: '一是修订。', percent: 90 };
    const percent = async (moment: string) => (await find(id, moment)).percent as number;
    const inLedger = async (moment: string) => {
      await shown(server, roundId);
      const { items } = await world.office.get(`issues?roundId=${roundId}&${moment}`);
      return items.find((row: Answer['body']) => row.id === id);
    };

    beforeAll(async () => {
      const { office, head, reporter, persons, unitId } = world;
      ({ id } = await office.do(`rounds/${roundId}/issues`, issueBody('3')));
      path = `issues/${id}`;
      const assignment = { leaderId: persons.leader, leadUnitId: unitId, handlerId: persons.reporter };
      await office.do(`${path}/assignment`, { ...assignment, dueOn: '2023-11-30', effectiveOn: '2023-09-05' });
      await head.do(`${path}/claim`, { effectiveOn: '2023-09-06' });
      const reported = await reporter.do(`${path}/progress`, { ...words, percent: 60, effectiveOn: '2023-10-01' });
      first = reported.events[0].id as string;
      await reporter.do(`${path}/progress`, { ...words, percent: 95, effectiveOn: '2023-10-15' });
      clock.set('2024-01-05T02:09:00.000Z');
      await reporter.do(`${path}/progress-corrections`, { ...words, percent: 80, corrects: first, reason: '误' });
    });
    const before = 'knownAt=2024-01-05T02:08:00Z';

    it('puts a report right from its own day on, behind a later one, and leaves what was known before', async () => {
      expect([await percent('asOf=2023-09-30'), await percent('asOf=2023-10-02')]).toEqual([0, 80]);
      expect([await percent('asOf=2023-10-15'), await percent('')]).toEqual([95, 95]);
      expect(await percent(`asOf=2023-10-02&${before}`)).toBe(60);
      expect(await inLedger('asOf=2023-10-02')).toMatchObject({ percent: 80 });
      expect(await inLedger('asOf=2023-10-15')).toMatchObject({ percent: 95 });
      expect(await inLedger(`asOf=2023-10-02&${before}`)).toMatchObject({ percent: 60 });
    });

    it('reads in the trail what the correction changed on its day', async () => {
      const { items } = await world.office.get(`issues/${id}/history?limit=50`);
      const correction = items.find(({ event }: Answer['body']) => event === 'ProgressCorrected');
      expect(correction.changes).toContainEqual({ field: 'percent', before: 60, after: 80 });
      const later = items.find(
        ({ event, data }: Answer['body']) => event === 'ProgressReported' && data.percent === 95,
      );
      expect(later.changes).toContainEqual({ field: 'percent', before: 60, after: 95 });
    });

    it('enters a report, money and a regulation of days between, each on its day', async () => {
      const { office, reporter } = world;
      clock.set('2024-01-05T02:09:30.000Z');
      await reporter.do(`${path}/progress`, { ...words, percent: 85, effectiveOn: '2023-10-08' });
      await office.do(`${path}/recoveries`, { amount: 700, effectiveOn: '2023-10-03' });
      await office.do(`${path}/regulations`, { kind: 'made', title: '值班制度', effectiveOn: '2023-10-04' });
      const days = ['2023-10-02', '2023-10-07', '2023-10-08', '2023-10-15'];
      expect(await Promise.all(days.map((day) => percent(`asOf=${day}`)))).toEqual([80, 80, 85, 95]);
      expect(await percent(`asOf=2023-10-08&knownAt=2024-01-05T02:09:10Z`)).toBe(80);
      expect((await inLedger('asOf=2023-10-08')).percent).toBe(85);
      const money = async (day: string) => (await find(id, `asOf=${day}`)).recoveries.length as number;
      expect([await money('2023-10-02'), await money('2023-10-03')]).toEqual([0, 1]);
    });

    it('is told the first day on which a report could be, and the first on which its state could change', async () => {
      const { head, reporter, office, persons, unitId } = world;
      const early = await refused(
        reporter.try(`${path}/progress`, { ...words, percent: 10, effectiveOn: '2023-09-01' }),
        409,
        'effective.before-assignment',
      );
      expect(early.details).toMatchObject({ field: 'effectiveOn', earliest: '2023-09-05' });
      const dueOn = '2023-12-31';
      const assignment = { leaderId: persons.leader, leadUnitId: unitId, handlerId: persons.head, dueOn };
      const { details } = await refused(
        office.try(`${path}/assignment`, { ...assignment, effectiveOn: '2023-10-10', reason: '补录' }),
        409,
        'effective.before-last',
      );
      expect(details).toMatchObject({ earliest: '2023-10-15' });
      await head.do(`${path}/progress`, { ...words, percent: 10, effectiveOn: early.details.earliest });
      expect(await percent('asOf=2023-09-05')).toBe(10);
    });

    it('shows the same once the views are made anew', async () => {
      const moments = ['asOf=2023-10-02', 'asOf=2023-10-08', `asOf=2023-10-08&${before}`, ''];
      const was = await Promise.all(moments.map(inLedger));
      await server.engine.runner.rebuild('ledger');
      expect(await Promise.all(moments.map(inLedger))).toEqual(was);
      expect(was.map((row) => row.percent)).toEqual([80, 85, 60, 95]);
    });
  });
});
