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
        accountability: { criticism: { number: 1 } },
        recovered: { number: 66_570_000 },
      });
    });

    it('says to a question of what was known before what was known then', async () => {
      const before = 'knownAt=2024-01-05T02:04:00Z';
      expect(await find(issues[0]!, before)).toMatchObject({ recoveries: [{ amount: 665_700, corrections: [] }] });
      expect(await figures(before)).toMatchObject({
        accountability: { criticism: { number: 100 } },
        recovered: { number: 665_700 },
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
      expect((await figures()).recovered.number).toBe(0);
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
      expect((await figures()).regulations.count).toBe(1);
      const { items } = await world.office.get(`rounds/${roundId}/regulations`);
      expect(items).toMatchObject([{ issueId: first, alsoOn: [{ id: entry, issueId: second, number: '2' }] }]);
      const body = { entry, title: '考核制度', reason: '题名有误' };
      await world.office.do(`issues/${second}/regulation-corrections`, body);
      expect((await figures()).regulations.count).toBe(2);
      await world.office.do(`issues/${second}/regulation-withdrawals`, { entry, reason: '不是制度' });
      expect((await figures()).regulations.count).toBe(1);
    });
  });
});
