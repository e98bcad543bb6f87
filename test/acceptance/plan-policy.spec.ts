import type { Client } from '../support/client.js';
import { type RunningServer, startServer } from '../support/server.js';
import { makeWorld, roundBody, type World } from '../support/world.js';

describe('one leader', () => {
  let server: RunningServer;
  let world: World;

  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
  });
  afterAll(() => server.stop());

  it('changes no policy for plans, and none that a plan was submitted under', async () => {
    const { office, leader, secondLeader } = world;
    const again = await server.account('leader-again', world.persons.leader, 'leader');
    const path = `rounds/${(await office.do('rounds', { ...roundBody, title: '又一轮' })).id}`;
    const one = { way: 'sign-offs', required: 1, reason: '成员外出' };
    await office.do(`${path}/plan`, { title: '整改方案', text: '一、总体要求' });
    for (const who of [leader, again]) await who.do(`${path}/plan-policy`, one);
    expect(await office.get(path)).toMatchObject({
      planPolicy: { required: 2 },
      proposedPlanPolicy: { to: { required: 1 }, by: { personId: world.persons.leader } },
    });
    await secondLeader.do(`${path}/plan-policy`, one);
    expect(await office.get(path)).toMatchObject({ planPolicy: { required: 1 }, proposedPlanPolicy: null });
    await leader.do(`${path}/plan/approval`, {});
    expect(await office.get(`${path}/plan`)).toMatchObject({ status: 'submitted' });
    await secondLeader.do(`${path}/plan/approval`, {});
    expect(await office.get(`${path}/plan`)).toMatchObject({ status: 'approved' });
  });

  it('proposes a weaker policy, which waits for each other leader and for nobody else until one agrees', async () => {
    const { office, leader, secondLeader, responsible, inspector } = world;
    const roundId = (await office.do('rounds', { ...roundBody, title: '第三轮' })).id;
    const waiting = async (who: Client) =>
      (await who.get(`inbox?roundId=${roundId}`)).items.filter(({ kind }: { kind: string }) =>
        kind.endsWith('policy-sign-off'),
      );
    const closing = { endorsements: ['office'], way: 'sign-offs', required: 1, reason: '成员外出' };
    await leader.do(`rounds/${roundId}/closure-policy`, closing);
    await leader.do(`rounds/${roundId}/plan-policy`, { way: 'sign-offs', required: 1, reason: '成员外出' });
    for (const who of [leader, office, inspector]) expect(await waiting(who)).toEqual([]);
    expect(await waiting(responsible)).toHaveLength(2);
    const [closure, plan] = await waiting(secondLeader);
    expect(closure).toMatchObject({
      kind: 'closure-policy-sign-off',
      zh: '待同意变更销号规则',
      thing: { kind: 'round', id: roundId },
      title: '第三轮',
      by: { name: '赵建国' },
      acts: [{ act: 'ChangeClosurePolicy', given: { endorsements: ['office'], way: 'sign-offs', required: 1 } }],
    });
    expect(plan).toMatchObject({ kind: 'plan-policy-sign-off', acts: [{ act: 'ChangePlanPolicy' }] });
    for (const { acts } of [closure, plan]) await secondLeader.do(acts[0].path, { ...acts[0].given, reason: '同意' });
    expect(await waiting(secondLeader)).toEqual([]);
    expect(await office.get(`rounds/${roundId}`)).toMatchObject({
      closurePolicy: { endorsements: ['office'], required: 1 },
      planPolicy: { required: 1 },
    });
  });
});
