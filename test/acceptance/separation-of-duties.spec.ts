import type { Client } from '../support/client.js';
import { nothingStored, refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import {
  bringToRequest,
  evidenceBytes,
  issueBody,
  makeWorld,
  report,
  roundBody,
  type World,
} from '../support/world.js';

const HASH = /^[0-9a-f]{64}$/;

describe('the separation of duties', () => {
  let server: RunningServer;
  let world: World;
  let roundId: string;
  let logins = 0;
  let numbers = 0;

  /** Somebody of a unit, with an account. */
  const newcomer = async (name: string, unitId: string, ...roles: string[]) => {
    const { id } = await server.admin.do('people', { name });
    await server.admin.do(`people/${id}/posts`, { unitId, post: '职员', from: '2020-01-01' });
    return { id: id as string, client: await server.account(`person-${++logins}`, id, ...roles) };
  };
  /** An account of its own, in every role that endorses or signs. */
  const secondAccount = (personId: string) =>
    server.account(`second-${++logins}`, personId, 'unit-head', 'office', 'leader');
  const deliver = async () => {
    const { id } = await world.office.do(`rounds/${roundId}/issues`, issueBody(String(++numbers)));
    return { id: id as string, path: `issues/${id}` };
  };
  const requested = async () => {
    const issue = await deliver();
    await bringToRequest(world, issue.id);
    return issue;
  };
  const submitted = async () => {
    const issue = await requested();
    for (const endorser of [world.head, world.office]) await endorser.do(`${issue.path}/closure-endorsement`, {});
    return issue;
  };

  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
    roundId = (await world.office.do('rounds', roundBody)).id;
  });
  afterAll(() => server.stop());

  it('keeps all who worked on an issue from endorsing and signing it, through any account', async () => {
    const { unitId, persons, office, head, leader } = world;
    const [handler, reporter, archivist, worker] = await Promise.all(
      ['钱进', '孔明', '曹静', '严实'].map((name) => newcomer(name, unitId, 'reporter')),
    );
    const deputy = await newcomer('金勇', unitId, 'unit-head');
    const { id, path } = await deliver();
    const plan = { number: '1', title: '修订制度', issueIds: [id], effectiveOn: '2023-08-29' };
    const task = await office.do(`rounds/${roundId}/tasks`, plan);
    const due = { dueOn: '2023-11-30', effectiveOn: '2023-09-05', handlerId: handler!.id };
    await office.do(`${path}/assignment`, { ...due, leaderId: persons.responsible, leadUnitId: unitId });
    await office.do(`tasks/${task.id}/assignment`, { ...due, unitId });
    await head.do(`${path}/claim`, { effectiveOn: '2023-09-06' });
    await worker!.client.do(`tasks/${task.id}/completion`, { statement: '已修订', effectiveOn: '2023-10-01' });
    const { bytes, sha256 } = evidenceBytes('制度文本');
    await archivist!.client.send('POST', 'evidence?name=a.txt', bytes);
    const evidence = { sha256, name: 'a.txt', datedOn: '2023-10-01', criteria: [1], effectiveOn: '2023-10-01' };
    await archivist!.client.do(`${path}/evidence`, evidence);
    await reporter!.client.do(`${path}/progress`, { ...report('一是修订。'), effectiveOn: '2023-10-02' });
    await head.do(`${path}/closure-request`, { statement: '申请销号', effectiveOn: '2023-10-03' });

    const involved: [string, Client][] = [
      ['issue.reporter-decides', await secondAccount(reporter!.id)],
      ['issue.evidence-provider-decides', await secondAccount(archivist!.id)],
      ['issue.handler-decides', await secondAccount(handler!.id)],
      ['issue.task-worker-decides', await secondAccount(worker!.id)],
      ['issue.requester-decides', await secondAccount(persons.head)],
    ];
    await nothingStored(server, async () => {
      await refused(head.try(`${path}/closure-endorsement`, {}), 403, 'issue.requester-decides');
      for (const [code, who] of involved) await refused(who.try(`${path}/closure-endorsement`, {}), 403, code);
    });
    await deputy.client.do(`${path}/closure-endorsement`, {});
    await nothingStored(server, async () => {
      for (const [code, who] of involved) await refused(who.try(`${path}/closure-endorsement`, {}), 403, code);
    });
    await office.do(`${path}/closure-endorsement`, {});
    const longTerm = { reviewOn: `${new Date().getFullYear() + 1}-01-01`, reason: '长期' };
    await nothingStored(server, async () => {
      for (const [code, who] of involved) {
        await refused(who.try(`${path}/closure-approval`, {}), 403, code);
        await refused(who.try(`${path}/closure-rejection`, { reason: '退回' }), 403, code);
        await refused(who.try(`${path}/long-term`, longTerm), 403, code);
      }
    });
    for (const signer of [leader, world.secondLeader]) await signer.do(`${path}/closure-approval`, {});
    expect((await office.get(path)).status).toBe('closed');
  });

  it('lets nobody sign two levels or sign twice, through any account', async () => {
    const { path } = await requested();
    const headAgain = await secondAccount(world.persons.head);
    const officeAgain = await secondAccount(world.persons.office);
    const leaderAgain = await secondAccount(world.persons.leader);
    await world.head.do(`${path}/closure-endorsement`, {});
    await refused(headAgain.try(`${path}/closure-endorsement`, {}), 403, 'issue.same-person-two-levels');
    await world.office.do(`${path}/closure-endorsement`, {});
    await world.leader.do(`${path}/closure-approval`, {});
    await nothingStored(server, async () => {
      await refused(headAgain.try(`${path}/closure-approval`, {}), 403, 'issue.same-person-two-levels');
      await refused(officeAgain.try(`${path}/closure-approval`, {}), 403, 'issue.same-person-two-levels');
      const twice = await refused(leaderAgain.try(`${path}/closure-approval`, {}), 403, 'issue.signed-already');
      expect(twice.details).toMatchObject({ person: '赵建国', signed: 1, required: 2 });
      await refused(world.leader.try(`${path}/closure-approval`, {}), 403, 'issue.signed-already');
    });
    expect((await world.office.get(path)).status).toBe('submitted');
  });

  it('lets nobody change what is being decided on unless the request shall end by it', async () => {
    const { path } = await submitted();
    const act = async (who: Client, name: string) =>
      ((await who.get(`${path}/actions`)).items as { act: string }[]).find((one) => one.act === name);
    const words = report('二是开展回头看。');
    await nothingStored(server, async () => {
      const { details } = await refused(world.reporter.try(`${path}/progress`, words), 409, 'request.would-be-voided');
      const closure = { request: 'closure', status: 'submitted', endorsed: ['unit', 'office'], signed: 0 };
      expect(details).toMatchObject({ unless: 'voidsRequest', voids: [closure] });
      expect(details.voids[0].contentHash).toMatch(HASH);
      expect(await act(world.reporter, 'ReportProgress')).toMatchObject({
        allowed: false,
        code: 'request.would-be-voided',
        details: { voids: [closure] },
      });
    });
    await world.reporter.do(`${path}/progress`, { ...words, voidsRequest: true });
    const { closureAttempts } = await world.office.get(path);
    expect(closureAttempts.at(-1).outcome).toMatchObject({ kind: 'voided', by: { name: '李娜' } });
    await refused(world.leader.try(`${path}/closure-approval`, {}), 409, 'issue.not-submitted');
    expect((await world.office.get(path)).status).toBe('rectifying');
  });

  it('takes a return for a reason, and then the request anew', async () => {
    const { path } = await submitted();
    await nothingStored(server, async () => {
      await refused(world.office.try(`${path}/return`, {}), 400, 'reason.missing');
      await refused(world.office.try(`${path}/return`, { reason: ' ' }), 400, 'reason.missing');
    });
    await world.office.do(`${path}/return`, { reason: '内容已变更,请重新申请' });
    await world.reporter.do(`${path}/closure-request`, { statement: '重新申请' });
    for (const endorser of [world.head, world.office]) await endorser.do(`${path}/closure-endorsement`, {});
    await refused(world.leader.try(`${path}/closure-rejection`, {}), 400, 'reason.missing');
    for (const signer of [world.leader, world.secondLeader]) await signer.do(`${path}/closure-approval`, {});
    const { status, closureAttempts } = await world.office.get(path);
    const outcomes = closureAttempts.map(({ outcome }: { outcome: { kind: string } }) => outcome.kind);
    expect([status, outcomes, closureAttempts[0].outcome.reason]).toEqual([
      'closed',
      ['returned', 'approved'],
      '内容已变更,请重新申请',
    ]);
  });

  it('lets the people of another unit do nothing on an issue, which is not there for them', async () => {
    const { id: unitId } = await server.admin.do('units', { name: '水务局' });
    const stranger = (await newcomer('冯远', unitId, 'unit-head', 'reporter')).client;
    const { path } = await requested();
    const { bytes, sha256 } = evidenceBytes('别的单位');
    await stranger.send('POST', 'evidence?name=a.txt', bytes);
    await nothingStored(server, async () => {
      const evidence = { sha256, name: 'a.txt', datedOn: '2023-11-01' };
      const acts: [string, object][] = [
        ['progress', report('代报')],
        ['evidence', evidence],
        ['closure-request', { statement: '代' }],
        ['closure-endorsement', {}],
        ['return', { reason: '代' }],
        ['regulations', { kind: 'made', title: '代' }],
        ['accountability', { kind: 'admonition', number: 1 }],
        ['recoveries', { amount: 1 }],
      ];
      for (const [act, body] of acts) await refused(stranger.try(`${path}/${act}`, body), 404, 'issue.unknown');
    });
  });
});
