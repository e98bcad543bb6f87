import { nothingStored, refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import { issueBody, makeWorld, roundBody, type World } from '../support/world.js';

describe('whom an issue is given to', () => {
  let server: RunningServer;
  let world: World;
  let path: string;
  let issueId: string;
  let roundId: string;
  const given = () => ({
    leaderId: world.persons.responsible,
    leadUnitId: world.unitId,
    handlerId: world.persons.reporter,
    dueOn: '2023-11-30',
  });

  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
    roundId = (await world.office.do('rounds', roundBody)).id;
    issueId = (await world.office.do(`rounds/${roundId}/issues`, issueBody('1'))).id;
    path = `issues/${issueId}`;
  });
  afterAll(() => server.stop());

  it('is a leader above the units that do the work, and a handler of the lead unit', () =>
    nothingStored(server, async () => {
      const { office, persons } = world;
      const asked = (over: object) => office.try(`${path}/assignment`, { ...given(), ...over });
      const leader = await refused(asked({ leaderId: persons.head }), 409, 'assignment.leader-without-post');
      expect(leader.details).toMatchObject({
        rule: 'theLeaderHoldsAPostOutsideTheUnitsThatDoTheWork',
        field: 'leaderId',
        person: '王强',
      });
      const handler = await refused(asked({ handlerId: persons.office }), 409, 'assignment.handler-of-another-unit');
      expect(handler.details).toMatchObject({ field: 'handlerId', person: '周敏', unit: '经济发展部' });
      await refused(asked({ dueOn: '2023-08-28' }), 400, 'issue.due-before-delivery');
    }));

  it('is no unit that is dissolved, and no unit is dissolved while it has work', async () => {
    const { office, persons, unitId } = world;
    const { id: other } = await server.admin.do('units', { name: '旧单位' });
    const dissolve = (id: string) => server.admin.try(`units/${id}/dissolution`, { reason: '机构改革' });
    expect((await dissolve(other)).status).toBeLessThan(300);
    await refused(
      office.try(`${path}/assignment`, { ...given(), supportingUnitIds: [other] }),
      409,
      'assignment.unit-dissolved',
    );
    await office.do(`${path}/assignment`, given());
    const plan = { number: '1', title: '修订制度', issueIds: [issueId] };
    const { id: taskId } = await office.do(`rounds/${roundId}/tasks`, plan);
    await office.do(`tasks/${taskId}/assignment`, { unitId, handlerId: persons.reporter, dueOn: '2023-11-30' });
    const { details } = await refused(dissolve(unitId), 409, 'unit.has-open-work');
    expect(details).toMatchObject({ issueIds: [issueId], taskIds: [taskId] });
    expect((await office.get(`units/${unitId}`)).dissolved).toBe(false);
  });
});
