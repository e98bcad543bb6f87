import { setTimeout } from 'node:timers/promises';
import { SetClock } from '#event-sourcing';
import { PlaceUnderLongTerm } from '#rectification';
import type { Answer, Client } from '../support/client.js';
import { actorOf, decidePast } from '../support/past-decisions.js';
import { refused } from '../support/refused.js';
import { behind, shown } from '../support/round-figures.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';
import { evidenceBytes, issueBody, makeWorld, report, roundBody, type World } from '../support/world.js';

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (let looks = 0; looks < 400; looks++) {
    if (await isSo()) return;
    await setTimeout(25);
  }
  throw new Error('it never came about');
};

/** Issues by their number: 1 is reviewed on 28 June, 2 was closed before its review on the 29th, 3 on 30 June 2024. */
describe('issues placed under long-term rectification', () => {
  const clock = new SetClock('2024-01-05T02:00:00.000Z');
  let server: RunningServer;
  let world: World;
  let roundId: string;
  const issues = new Map<string, string>();

  const path = (number: string) => `issues/${issues.get(number)}`;
  const worked = async (number: string) => {
    const { office, head, reporter, persons, unitId } = world;
    issues.set(number, (await office.do(`rounds/${roundId}/issues`, issueBody(number))).id);
    const assignment = { leaderId: persons.responsible, leadUnitId: unitId, handlerId: persons.reporter };
    await office.do(`${path(number)}/assignment`, { ...assignment, dueOn: '2023-11-30', effectiveOn: '2023-09-05' });
    await head.do(`${path(number)}/claim`, { effectiveOn: '2023-09-06' });
    const { bytes, sha256 } = evidenceBytes(`材料${number}`);
    await reporter.send('POST', 'evidence?name=a.txt', bytes);
    const evidence = { sha256, name: 'a.txt', datedOn: '2023-10-30', criteria: [1], effectiveOn: '2023-10-30' };
    await reporter.do(`${path(number)}/evidence`, evidence);
    await reporter.do(`${path(number)}/progress`, { ...report('一是推进。'), effectiveOn: '2023-10-31' });
  };
  const place = async (number: string, reviewOn: string) => {
    for (const leader of [world.leader, world.secondLeader])
      await leader.do(`${path(number)}/long-term`, { reviewOn, reason: '须持续推进' });
  };
  /** As a history is loaded: a body states no day on which something was decided. */
  const placeLate = async (number: string, reviewOn: string, effectiveOn: string) => {
    const leaders = [
      actorOf(server, 'leader', { personId: world.persons.leader, name: '赵建国', role: 'leader' }),
      actorOf(server, 'secondleader', { personId: world.persons.secondLeader, name: '孙丽华', role: 'leader' }),
    ];
    const placing = { id: issues.get(number)!, reviewOn, reason: '须持续推进', effectiveOn };
    for (const actor of leaders)
      await decidePast(server, actor, PlaceUnderLongTerm, { ...placing, issuedAt: clock.now() });
  };
  const closeIssue = async (number: string) => {
    const { reporter, head, office, leader, secondLeader } = world;
    await reporter.do(`${path(number)}/closure-request`, { statement: '申请销号' });
    for (const endorser of [head, office]) await endorser.do(`${path(number)}/closure-endorsement`, {});
    for (const signer of [leader, secondLeader]) await signer.do(`${path(number)}/closure-approval`, {});
  };
  const find = (number: string): Promise<Answer['body']> => server.admin.get(path(number));
  const status = async (number: string): Promise<string> => (await find(number)).status;
  const trail = async (filter: string): Promise<Answer['body'][]> =>
    (await server.admin.get(`trail?limit=200&${filter}`)).items;
  /** The same files again after a night in which the machine stood still. */
  const restartedAt = async (instant: string) => {
    const { folder } = server;
    await server.close();
    clock.set(instant);
    server = await startServer({}, { clock, folder, sameClasses: true });
    const names = ['office', 'head', 'reporter', 'leader', 'secondLeader', 'inspector'] as const;
    const again: Record<string, Client> = {};
    for (const name of names) again[name] = await server.nobody.signIn(name.toLowerCase(), PASSWORD);
    world = { ...world, ...again };
  };

  beforeAll(async () => {
    server = await startServer({}, { clock, sameClasses: true });
    world = await makeWorld(server);
    roundId = (await world.office.do('rounds', roundBody)).id;
    for (const number of ['1', '2', '3', '4', '5']) await worked(number);
    await place('1', '2024-06-28');
    await place('2', '2024-06-29');
    await place('3', '2024-06-30');
    await closeIssue('2');
  });
  afterAll(() => server.stop());

  it('stay there until their review date', async () => {
    expect([await status('1'), await status('2'), await status('3')]).toEqual(['long-term', 'closed', 'long-term']);
    expect((await find('1')).placements.at(-1)).toMatchObject({ reviewOn: '2024-06-28', way: 'decided' });
  });

  it('cannot be sent back by a client that claims the review date has passed', () =>
    refused(
      world.office.try(`${path('1')}/reopening`, { source: 'review-date-passed', reason: '到期' }),
      400,
      'request.bad-shape',
    ));

  describe('at a minute to midnight of the last review date', () => {
    beforeAll(async () => {
      await restartedAt('2024-06-30T23:59:00.000+08:00');
      await until(async () => (await trail('kind=CommandSettled')).length === 2);
    });

    it('have returned by themselves where the date has passed, by the system and with the reason', async () => {
      const found = await find('1');
      expect(found.status).toBe('rectifying');
      expect(found.reopenings).toHaveLength(1);
      const [reopened] = await trail(`issue=${issues.get('1')}&kind=IssueReopened`);
      const [placed] = await trail(`issue=${issues.get('1')}&kind=LongTermApproved`);
      expect(reopened).toMatchObject({
        command: 'ReopenIssue',
        data: { source: 'review-date-passed', from: 'long-term' },
        reason: expect.stringContaining('2024-06-28'),
        effectiveAt: '2024-06-28T16:00:00.000Z',
        actor: { name: '系统', roles: ['system'], client: 'process' },
        causationId: placed.id,
      });
    });

    it('have not returned where a decision came before', async () => {
      expect(await status('2')).toBe('closed');
      expect(await trail(`issue=${issues.get('2')}&kind=IssueReopened`)).toEqual([]);
    });

    it('have not returned on the review date itself', async () => {
      expect(await status('3')).toBe('long-term');
    });

    it('count as long-term up to the review date and as open from the day after', async () => {
      await shown(server, roundId);
      const longTermOn = (day: string) => behind(server.admin, roundId, 'long-term', day);
      expect(new Set(await longTermOn('2024-06-28'))).toEqual(new Set([issues.get('1'), issues.get('3')]));
      expect(await longTermOn('2024-06-29')).toEqual([issues.get('3')]);
    });

    describe('and two minutes later', () => {
      beforeAll(async () => {
        await restartedAt('2024-07-01T00:01:00.000+08:00');
        await until(async () => (await status('3')) === 'rectifying');
      });

      it('have returned on the day after', async () => {
        const { reopenings } = await find('3');
        expect(reopenings).toEqual([
          expect.objectContaining({ source: 'review-date-passed', effectiveAt: '2024-06-30T16:00:00.000Z' }),
        ]);
      });

      it('return at once when they are recorded so late that the date has passed', async () => {
        await restartedAt('2024-07-02T09:00:00.000+08:00');
        await placeLate('4', '2024-03-31', '2024-01-10');
        await until(async () => (await status('4')) === 'rectifying');
        const { reopenings } = await find('4');
        expect(reopenings).toEqual([expect.objectContaining({ effectiveAt: '2024-03-31T16:00:00.000Z' })]);
      });

      it('return once each, however often the server starts', async () => {
        await restartedAt('2024-07-03T09:00:00.000+08:00');
        await place('1', '2025-01-31');
        await placeLate('5', '2024-03-31', '2024-01-10');
        await until(async () => (await trail('kind=CommandSettled')).length === 5);
        const returned = (await trail('kind=IssueReopened')).map(({ subjectId }) => subjectId);
        expect(returned).toEqual(['1', '3', '4', '5'].map((number) => issues.get(number)));
        expect([await status('1'), await status('2'), await status('5')]).toEqual([
          'long-term',
          'closed',
          'rectifying',
        ]);
        expect(await trail('kind=CommandScheduled')).toHaveLength(6);
      });
    });
  });
});
