import type { Answer } from '../support/client.js';
import { type RunningServer, startServer } from '../support/server.js';
import { bringToRequest, issueBody, makeWorld, report, roundBody, type World } from '../support/world.js';

interface Action {
  readonly act: string;
  readonly allowed: boolean;
  readonly code?: string;
  readonly why?: { readonly zh: string; readonly en: string };
}

describe('what may be done to a thing', () => {
  let server: RunningServer;
  let world: World;
  let roundId: string;
  let issueId: string;
  const actionsOf = async (who: keyof World, path: string): Promise<Map<string, Action>> => {
    const { items } = await (world[who] as World['office']).get(`${path}/actions`);
    return new Map((items as Action[]).map((one) => [one.act, one]));
  };
  const allowedTo = async (who: keyof World, path = `issues/${issueId}`): Promise<string[]> =>
    [...(await actionsOf(who, path)).values()].filter(({ allowed }) => allowed).map(({ act }) => act);

  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
    roundId = (await world.office.do('rounds', roundBody)).id;
    issueId = (await world.office.do(`rounds/${roundId}/issues`, issueBody('1'))).id;
  });
  afterAll(() => server.stop());

  it('is judged by who asks and how the thing stands, and a refusal says why in both languages', async () => {
    expect(await allowedTo('office')).toEqual(expect.arrayContaining(['AssignIssue']));
    expect(await allowedTo('inspector')).toEqual([]);
    const reporting = (await actionsOf('reporter', `issues/${issueId}`)).get('ReportProgress')!;
    expect(reporting).toMatchObject({
      allowed: false,
      code: 'issue.not-assigned',
      why: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[A-Z]/) },
    });
    expect((await actionsOf('reporter', `issues/${issueId}`)).get('ApproveClosure')).toMatchObject({
      allowed: false,
      code: 'rights.denied',
    });
  });

  it('follows the life of the issue, and stores nothing', async () => {
    await bringToRequest(world, issueId);
    const before = await server.engine.store.head();
    expect(await allowedTo('head')).toEqual(expect.arrayContaining(['EndorseClosure', 'ReturnIssue']));
    expect(await allowedTo('reporter')).not.toContain('EndorseClosure');
    expect((await actionsOf('leader', `issues/${issueId}`)).get('ApproveClosure')).toMatchObject({
      allowed: false,
      code: 'issue.not-submitted',
    });
    expect(await server.engine.store.head()).toBe(before);
  });

  it('is no endorsement for whoever reworded the issue, nor does it wait for them', async () => {
    const { id } = await world.office.do(`rounds/${roundId}/issues`, issueBody('2'));
    const path = `issues/${id}`;
    await bringToRequest(world, id);
    await world.office.do(`${path}/return`, { reason: '表述不当' });
    const evidenced = await world.office.try(`${path}/corrections`, { criteria: ['无需佐证'], reason: '简化' });
    expect(evidenced.body).toMatchObject({ code: 'correction.criterion-in-use', details: { criterion: 1 } });
    await world.office.do(`${path}/corrections`, { text: '学习记录不全。', reason: '简化' });
    await world.reporter.do(`${path}/closure-request`, { statement: '整改到位,申请销号' });
    await world.head.do(`${path}/closure-endorsement`, {});
    const code = 'issue.delivery-corrector-decides';
    expect((await actionsOf('office', path)).get('EndorseClosure')).toMatchObject({ allowed: false, code });
    expect((await world.office.try(`${path}/closure-endorsement`, {})).body.code).toBe(code);
    const { items } = await world.office.get(`inbox?roundId=${roundId}`);
    const waiting = items.filter(({ thing }: { thing: { id: string } }) => thing.id === id);
    expect(waiting.map(({ kind }: { kind: string }) => kind)).toEqual(['overdue']);
  });

  it('is what the command itself answers, act by act', async () => {
    const told = await actionsOf('leader', `issues/${issueId}`);
    const tried: [string, string, object][] = [
      ['ApproveClosure', 'closure-approval', {}],
      ['RejectClosure', 'closure-rejection', { reason: '不足' }],
      ['ReportProgress', 'progress', report('一是')],
      ['EndorseClosure', 'closure-endorsement', {}],
    ];
    for (const [act, path, body] of tried) {
      const answer: Answer = await world.leader.try(`issues/${issueId}/${path}`, body);
      expect([act, told.get(act)!.allowed, told.get(act)!.code]).toEqual([act, answer.status < 300, answer.body.code]);
    }
  });

  it('is told of rounds, plans, tasks and meetings, and of nothing that is not there', async () => {
    expect(await allowedTo('office', `rounds/${roundId}`)).toEqual(
      expect.arrayContaining(['DeliverIssue', 'PlanTask', 'RecordFindingText']),
    );
    expect(await allowedTo('office', `rounds/${roundId}/plan`)).toEqual(['SubmitPlan']);
    for (const path of ['issues/x', 'tasks/x', 'rounds/x', 'meetings/x', 'meetings/x/items/y', 'rounds/x/plan']) {
      const { status } = await world.office.send('GET', `${path}/actions`);
      expect([path, status]).toEqual([path, 404]);
    }
  });
});
