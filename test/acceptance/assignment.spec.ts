import { eventually } from '../support/eventually.js';
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

  it('is a leading member, and a handler of the lead unit or of one below it', () =>
    nothingStored(server, async () => {
      const { office, persons } = world;
      const asked = (over: object) => office.try(`${path}/assignment`, { ...given(), ...over });
      const leader = await refused(asked({ leaderId: persons.head }), 409, 'assignment.leader-not-leading');
      expect(leader.details).toMatchObject({
        rule: 'theResponsibleLeaderIsALeadingMember',
        field: 'leaderId',
        person: '王强',
      });
      const handler = await refused(asked({ handlerId: persons.office }), 409, 'assignment.handler-of-another-unit');
      expect(handler.details).toMatchObject({ field: 'handlerId', person: '周敏', unit: '经济发展部' });
      await refused(asked({ dueOn: '2023-08-28' }), 400, 'issue.due-before-delivery');
    }));

  it('may be a handler of a unit below, under a leader who is a member of a body', async () => {
    const { admin } = server;
    const person = async (name: string) => (await admin.do('people', { name })).id as string;
    const { id: below } = await admin.do('units', { name: '运行监测中心', parentId: world.unitId });
    const [handlerId, leaderId] = [await person('吴下属'), await person('冯委员')];
    await admin.do(`people/${handlerId}/posts`, { unitId: below, post: '科员', from: '2020-01-01' });
    const { id } = await world.office.do(`rounds/${roundId}/issues`, issueBody('2'));
    const assign = () => world.office.try(`issues/${id}/assignment`, { ...given(), handlerId, leaderId });
    await refused(assign(), 409, 'assignment.leader-not-leading');
    const { persons } = world;
    const members = [persons.leader, persons.secondLeader, leaderId].map((personId, i) => ({
      personId,
      position: i === 0 ? 'chair' : 'member',
      from: '2020-01-01',
    }));
    await admin.do('bodies', {
      name: '区委巡察整改领导小组',
      competence: ['closure'],
      ruleSet: { preset: 'sign-offs', required: 2 },
      members,
      secretaryId: persons.office,
    });
    expect((await assign()).status).toBe(200);
  });

  it('is claimed by its leader beside its unit, and told as claimed once both have', async () => {
    const { office, head, leader, responsible } = world;
    const { id } = await office.do(`rounds/${roundId}/issues`, issueBody('3'));
    const claim = `issues/${id}/leader-claim`;
    await refused(responsible.try(claim, {}), 409, 'issue.not-assigned');
    await office.do(`issues/${id}/assignment`, given());
    await refused(leader.try(claim, {}), 403, 'issue.not-responsible-leader');
    await refused(head.try(claim, {}), 403, 'rights.denied');
    const waiting = async () => {
      const { items } = await responsible.get('inbox');
      return items.filter((one: { thing: { id: string } }) => one.thing.id === id).map(({ kind }: never) => kind);
    };
    expect(await waiting()).toContain('leader-claim');
    await responsible.do(claim, {});
    await eventually(async () => !(await waiting()).includes('leader-claim'));
    const shown = await office.get(`issues/${id}`);
    expect(shown).toMatchObject({ status: 'assigned', leaderClaims: [{ leader: { name: '何正清' } }] });
    const { position } = await head.do(`issues/${id}/claim`, {});
    const { items } = await office.get(`issues?roundId=${roundId}&limit=500&after=${position}`);
    const line = items.find((one: { id: string }) => one.id === id);
    expect(line).toMatchObject({ status: 'rectifying', claimed: { byUnit: true, byLeader: true } });
  });

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
    expect(details).toMatchObject({ issueIds: expect.arrayContaining([issueId]), taskIds: [taskId] });
    expect((await office.get(`units/${unitId}`)).dissolved).toBe(false);
  });
});
