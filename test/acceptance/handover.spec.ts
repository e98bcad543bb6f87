import type { Client } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { nothingStored, refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import { issueBody, makeWorld, report, roundBody, type World } from '../support/world.js';

describe('handing over open work', () => {
  let server: RunningServer;
  let world: World;
  let roundId: string;
  let issueId: string;
  let taskId: string;
  let successor: { id: string; client: Client };
  let stranger: { id: string; client: Client };

  const newcomer = async (login: string, name: string, unitId: string, ...roles: string[]) => {
    const { id } = await server.admin.do('people', { name });
    await server.admin.do(`people/${id}/posts`, { unitId, post: '职员', from: '2020-01-01' });
    return { id: id as string, client: await server.account(login, id, ...roles) };
  };
  const handlerOf = async (path: string): Promise<string> => {
    const { assignments, handler } = await world.office.get(`${path}?after=${await server.engine.store.head()}`);
    return (handler ?? assignments.at(-1).handler).id;
  };
  const path = () => `handovers/${world.persons.reporter}`;
  const proposal = (over = {}) => ({ unitId: world.unitId, successorId: successor.id, ...over });

  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
    const { office, persons, unitId } = world;
    roundId = (await office.do('rounds', roundBody)).id;
    issueId = (await office.do(`rounds/${roundId}/issues`, issueBody('1'))).id;
    const plan = { number: '1', title: '修订制度', issueIds: [issueId], effectiveOn: '2023-08-29' };
    taskId = (await office.do(`rounds/${roundId}/tasks`, plan)).id;
    const due = { dueOn: '2023-11-30', effectiveOn: '2023-09-05', handlerId: persons.reporter };
    await office.do(`issues/${issueId}/assignment`, { ...due, leaderId: persons.responsible, leadUnitId: unitId });
    await office.do(`tasks/${taskId}/assignment`, { ...due, unitId });
    successor = await newcomer('successor', '钱进', unitId, 'reporter', 'unit-head');
    stranger = await newcomer('stranger', '冯远', (await server.admin.do('units', { name: '水务局' })).id, 'reporter');
  });
  afterAll(() => server.stop());

  it('is refused with the rule that it breaks', () =>
    nothingStored(server, async () => {
      const { reporter, head, persons } = world;
      const asks: [Client, object, number, string][] = [
        [reporter, proposal({ successorId: 'nobody' }), 404, 'person.unknown'],
        [reporter, proposal({ unitId: 'nowhere' }), 404, 'unit.unknown'],
        [reporter, proposal({ successorId: stranger.id }), 409, 'handover.successor-not-of-the-unit'],
        [reporter, proposal({ successorId: persons.reporter }), 400, 'handover.to-the-same-person'],
        [head, proposal({ reason: '催办' }), 403, 'handover.still-in-post'],
        [stranger.client, proposal({ reason: '代' }), 403, 'handover.not-unit-head'],
      ];
      for (const [who, body, status, code] of asks) await refused(who.try(`${path()}/proposal`, body), status, code);
      await refused(successor.client.try(`${path()}/acceptance`, {}), 409, 'handover.none-open');
      const own = { unitId: world.unitId, successorId: persons.reporter };
      await refused(
        successor.client.try(`handovers/${successor.id}/proposal`, own),
        409,
        'handover.nothing-to-hand-over',
      );
    }));

  it('is signed by both, and changes every handler by itself', async () => {
    await world.reporter.do(`${path()}/proposal`, proposal());
    await nothingStored(server, async () => {
      await refused(world.reporter.try(`${path()}/acceptance`, {}), 403, 'handover.same-person-signs-both');
      await refused(stranger.client.try(`${path()}/acceptance`, {}), 403, 'handover.not-the-successor');
      const other = proposal({ successorId: world.persons.head });
      await refused(world.reporter.try(`${path()}/proposal`, other), 409, 'handover.open-already');
    });
    const after = await server.engine.store.head();
    const { items } = await successor.client.get(`handovers?successorId=${successor.id}&after=${after}`);
    expect(items[0].handovers.at(-1)).toMatchObject({
      state: 'open',
      work: [
        { kind: 'issue', id: issueId, number: '1' },
        { kind: 'task', id: taskId, number: '1' },
      ],
    });
    await successor.client.do(`${path()}/acceptance`, {});
    await eventually(async () => (await handlerOf(`tasks/${taskId}`)) === successor.id);
    await eventually(async () => (await handlerOf(`issues/${issueId}`)) === successor.id);
    const { items: events } = await world.inspector.get(`issues/${issueId}/history`);
    expect(events.at(-1)).toMatchObject({
      event: 'HandlerChanged',
      data: { from: { name: '李娜' }, to: { name: '钱进' } },
      reason: '李娜向钱进移交工作',
    });
    const found = await world.inspector.get(path());
    expect(found.handovers.at(-1)).toMatchObject({ state: 'accepted', proposed: { by: { name: '李娜' } } });
  });

  it('leaves both persons involved: neither endorses what either handled', async () => {
    const { head, leader, secondLeader, persons } = world;
    await successor.client.do(`tasks/${taskId}/completion`, { statement: '已修订' });
    for (const signer of [leader, secondLeader])
      await signer.do(`issues/${issueId}/waivers`, { requirement: 'evidence', reason: '示例' });
    const colleague = await newcomer('colleague', '严实', world.unitId, 'reporter');
    await colleague.client.do(`issues/${issueId}/progress`, report('一是修订。'));
    await colleague.client.do(`issues/${issueId}/closure-request`, { statement: '申请销号' });
    const former = await server.account('former', persons.reporter, 'unit-head');
    await refused(successor.client.try(`issues/${issueId}/closure-endorsement`, {}), 403, 'issue.handler-decides');
    await refused(former.try(`issues/${issueId}/closure-endorsement`, {}), 403, 'issue.handler-decides');
    await head.do(`issues/${issueId}/closure-endorsement`, {});
  });
});
