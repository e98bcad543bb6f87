import type { Answer, Client } from '../support/client.js';
import { nothingStored, refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import { bringToRequest, issueBody, makeWorld, roundBody, type World } from '../support/world.js';

type Way = readonly [how: string, status: number, code: string, ask: () => Promise<Answer>];

describe('one person who would close an issue alone', () => {
  let server: RunningServer;
  let world: World;
  let roundId: string;
  let submitted: string;
  let requested: string;
  let working: string;
  let reopened: string;
  let numbers = 0;
  const again: Record<'leader' | 'head' | 'reporter' | 'responsible', Client> = {} as never;

  const issue = async (): Promise<string> => {
    const { id } = await world.office.do(`rounds/${roundId}/issues`, issueBody(String(++numbers)));
    await bringToRequest(world, id);
    return `issues/${id}`;
  };
  const endorsed = async (): Promise<string> => {
    const path = await issue();
    for (const who of [world.head, world.office]) await who.do(`${path}/closure-endorsement`, {});
    return path;
  };

  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
    const { office, head, reporter, leader, secondLeader, persons } = world;
    roundId = (await office.do('rounds', roundBody)).id;
    for (const who of ['leader', 'head', 'reporter', 'responsible'] as const)
      again[who] = await server.account(`again-${who}`, persons[who], 'unit-head', 'office', 'leader');
    [submitted, requested, working, reopened] = [await endorsed(), await issue(), await issue(), await endorsed()];
    await leader.do(`${submitted}/closure-approval`, {});
    await office.do(`${requested}/accountability`, { kind: 'criticism', number: 0, voidsRequest: true });
    await head.do(`${requested}/regulations`, { kind: 'made', title: '学习制度' });
    await reporter.do(`${requested}/closure-request`, { statement: '整改到位,申请销号' });
    await office.do(`${working}/return`, { reason: '补充材料' });
    await leader.do(`${working}/waivers`, { requirement: 'progress', reason: '免予' });
    await reporter.do(`${working}/extension-request`, { to: '2099-12-31', reason: '汛期' });
    for (const who of [leader, secondLeader]) await who.do(`${reopened}/closure-approval`, {});
    await office.do(`${reopened}/reopening`, { source: 'relapse', reason: '反弹', dueOn: '2099-12-31' });
  }, 120_000);
  afterAll(() => server.stop());

  const ways = (): readonly Way[] => {
    const { office, head, reporter, leader, unitId, persons } = world;
    const policy = (required: number) => ({ endorsements: ['office'], way: 'sign-offs', required });
    const assigned = { leaderId: persons.responsible, leadUnitId: unitId, handlerId: persons.reporter };
    const longTerm = { reviewOn: '2999-01-01', reason: '长期' };
    return [
      [
        'dates the decision back',
        400,
        'request.bad-shape',
        () => leader.try(`${submitted}/closure-approval`, { effectiveOn: '2023-11-05' }),
      ],
      ['signs twice', 403, 'issue.signed-already', () => leader.try(`${submitted}/closure-approval`, {})],
      [
        'signs twice by two accounts',
        403,
        'issue.signed-already',
        () => again.leader.try(`${submitted}/closure-approval`, {}),
      ],
      [
        'rejects and signs',
        403,
        'issue.signed-already',
        () => leader.try(`${submitted}/closure-rejection`, { reason: '否' }),
      ],
      [
        'claims that a meeting decided',
        400,
        'request.bad-shape',
        () => leader.try(`${submitted}/closure-approval`, { decided: {} }),
      ],
      [
        'signs what the person endorsed',
        403,
        'issue.same-person-two-levels',
        () => again.head.try(`${submitted}/closure-approval`, {}),
      ],
      [
        'signs what the person reported',
        403,
        'issue.reporter-decides',
        () => again.reporter.try(`${submitted}/closure-approval`, {}),
      ],
      [
        'signs what the person answers for',
        403,
        'issue.responsible-leader-decides',
        () => again.responsible.try(`${submitted}/closure-approval`, {}),
      ],
      ['signs as the office', 403, 'rights.denied', () => office.try(`${submitted}/closure-approval`, {})],
      [
        'signs before the endorsements',
        409,
        'issue.not-submitted',
        () => leader.try(`${requested}/closure-approval`, {}),
      ],
      ['endorses as a leader', 403, 'rights.denied', () => leader.try(`${requested}/closure-endorsement`, {})],
      [
        'endorses what the person reported',
        403,
        'issue.reporter-decides',
        () => again.reporter.try(`${requested}/closure-endorsement`, {}),
      ],
      [
        'endorses beside a regulation of one’s own',
        403,
        'issue.regulation-registrar-decides',
        () => head.try(`${requested}/closure-endorsement`, {}),
      ],
      [
        'endorses beside accountability of one’s own',
        403,
        'issue.accountability-recorder-decides',
        () => office.try(`${requested}/closure-endorsement`, {}),
      ],
      [
        'swaps the unit in mid-review',
        409,
        'issue.assigned-while-under-review',
        () => office.try(`${submitted}/assignment`, { ...assigned, handlerId: persons.head, dueOn: '2023-11-30' }),
      ],
      [
        'puts the due date off by assigning',
        409,
        'extension.needed',
        () => office.try(`${working}/assignment`, { ...assigned, dueOn: '2099-12-31' }),
      ],
      [
        'waives alone by two accounts',
        403,
        'issue.signed-already',
        () => again.leader.try(`${working}/waivers`, { requirement: 'progress', reason: '免予' }),
      ],
      [
        'waives what the person answers for',
        403,
        'issue.responsible-leader-decides',
        () => again.responsible.try(`${working}/waivers`, { requirement: 'tasks', reason: '免予' }),
      ],
      [
        'grants an extension of one’s own',
        403,
        'extension.requester-decides',
        () => again.reporter.try(`${working}/extension-grant`, {}),
      ],
      [
        'puts the review off for ever',
        400,
        'long-term.review-date-too-far',
        () => leader.try(`${working}/long-term`, longTerm),
      ],
      [
        'opens a round of one signature',
        409,
        'policy.fewer-than-two',
        () => office.try('rounds', { ...roundBody, title: '另一轮', closurePolicy: policy(1) }),
      ],
      [
        'sets one signature for plans when the round opens',
        409,
        'policy.fewer-than-two',
        () => office.try('rounds', { ...roundBody, title: '另一轮', planPolicy: { way: 'sign-offs', required: 1 } }),
      ],
      [
        'opens a round of no signature',
        400,
        'request.bad-shape',
        () => office.try('rounds', { ...roundBody, title: '另一轮', closurePolicy: policy(0) }),
      ],
      [
        'closes it again on the old evidence',
        409,
        'closure.nothing-since-reopening',
        () => reporter.try(`${reopened}/closure-request`, { statement: '已整改' }),
      ],
    ];
  };

  it('is refused by the name of a rule, whichever way is tried', async () => {
    expect(ways().length).toBeGreaterThanOrEqual(20);
    await nothingStored(server, async () => {
      for (const [, status, code, ask] of ways()) await refused(ask(), status, code);
    });
    expect((await world.office.get(submitted)).status).toBe('submitted');
  });

  it('is told why a decision takes no day of its own', async () => {
    const { body } = await world.leader.try(`${submitted}/closure-approval`, { effectiveOn: '2023-11-05' });
    const [error] = body.errors;
    expect(error).toMatchObject({ field: 'effectiveOn', message: expect.stringContaining('以记录之日为准') });
  });

  it('changes no policy for plans, and none that a plan was submitted under', async () => {
    const { office, leader, secondLeader } = world;
    const path = `rounds/${(await office.do('rounds', { ...roundBody, title: '又一轮' })).id}`;
    const one = { way: 'sign-offs', required: 1, reason: '成员外出' };
    await office.do(`${path}/plan`, { title: '整改方案', text: '一、总体要求' });
    for (const who of [leader, again.leader]) await who.do(`${path}/plan-policy`, one);
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

  it('changes no policy, and none that a request was made under', async () => {
    const one = { endorsements: ['unit', 'office'], way: 'sign-offs', required: 1, reason: '简化' };
    for (const who of [world.leader, again.leader]) await who.do(`rounds/${roundId}/closure-policy`, one);
    const proposed = await world.office.get(`rounds/${roundId}`);
    expect(proposed).toMatchObject({ closurePolicy: { required: 2 }, proposedPolicy: { by: { name: '赵建国' } } });
    await world.secondLeader.do(`rounds/${roundId}/closure-policy`, one);
    await refused(world.leader.try(`${submitted}/closure-approval`, {}), 403, 'issue.signed-already');
    await world.secondLeader.do(`${submitted}/closure-approval`, {});
    const { closed } = await world.office.get(submitted);
    expect(closed.decided).toMatchObject({ required: 2, signatures: [{ name: '赵建国' }, { name: '孙丽华' }] });
  });

  it('is on record with each act that was forbidden, where an inspector sees it', async () => {
    const { items } = await world.inspector.get('trail?kind=RequestRefused&limit=500');
    const known = new Set(items.map(({ data }: { data: { code: string } }) => data.code));
    const forbidden = ways().flatMap(([, status, code]) => (status === 403 ? [code] : []));
    expect([...new Set(forbidden)].filter((code) => !known.has(code))).toEqual([]);
  });
});
