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
});
