import type { Answer, Client } from '../support/client.js';
import { nothingStored, refused } from '../support/refused.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';
import { today } from '../support/meeting-world.js';
import { bringToRequest, issueBody, makeWorld, roundBody, type World } from '../support/world.js';

/** A body of five, one that was dissolved with a closure before it, and meetings of the first. */
interface Bodies {
  readonly standing: string;
  /** A closure that the dissolved one was to decide. */
  readonly orphaned: string;
  /** Called, with most members put out of the body since. */
  readonly depleted: string;
  readonly moving: string;
}

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
  let bodies: Bodies;
  let impostor: { readonly client: Client; readonly account: string };
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

  const seatsOf = (...persons: readonly string[]) =>
    persons.map((personId, i) => ({ personId, position: i === 0 ? 'chair' : 'member', from: '2020-01-01' }));
  const makeBodies = async (): Promise<Bodies> => {
    const { office, leader, persons } = world;
    const { leader: chair, secondLeader, office: third, head: fourth, responsible: fifth } = persons;
    const members = seatsOf(chair, secondLeader, third, fourth, fifth);
    const ruleSet = { preset: 'simple-majority' };
    const common = { competence: ['closure', 'other'], ruleSet, members, secretaryId: chair };
    const [standing, gone] = [
      (await server.admin.do('bodies', { ...common, name: '整改领导小组' })).id,
      (await server.admin.do('bodies', { ...common, name: '已撤销小组' })).id,
    ];
    const closurePolicy = { endorsements: ['unit', 'office'], way: 'meeting', bodyId: gone };
    const round = (await office.do('rounds', { ...roundBody, title: '上会轮次', closurePolicy })).id;
    const { id: orphan } = await office.do(`rounds/${round}/issues`, issueBody('1'));
    await bringToRequest(world, orphan);
    for (const who of [world.head, office]) await who.do(`issues/${orphan}/closure-endorsement`, {});
    await server.admin.do(`bodies/${gone}/dissolution`, { reason: '撤销' });
    const agenda = [{ matter: 'other', title: '部署工作' }];
    const called = { bodyId: standing, heldOn: today(), place: '一会议室', agenda };
    const { id: depleted } = await leader.do('meetings', { ...called, title: '第一次会议' });
    const { id: moving } = await leader.do('meetings', { ...called, title: '第二次会议' });
    for (const personId of [third, fourth, fifth])
      await server.admin.do(`bodies/${standing}/members/${personId}/end`, { to: '2023-01-01', reason: '调整' });
    const entries = [chair, secondLeader].map((personId) => ({ personId, attendance: 'present' }));
    const away = [third, fourth, fifth].map((personId) => ({ personId, attendance: 'absent', reason: '已调整' }));
    await leader.do(`meetings/${depleted}/attendance`, { entries: [...entries, ...away] });
    await leader.do(`meetings/${moving}/attendance`, { entries });
    return { standing, orphaned: `issues/${orphan}`, depleted: `meetings/${depleted}`, moving: `meetings/${moving}` };
  };
  /** The administrator has a new account of the second leader, and its password. */
  const resetLeader = async () => {
    const asked = { login: 'puppet', personId: world.persons.secondLeader, roles: ['leader'] };
    const { id } = await server.admin.do('accounts', asked);
    const { oneTimePassword } = await server.admin.do(`accounts/${id}/one-time-password`, {});
    return { client: await server.nobody.firstSignIn('puppet', oneTimePassword, PASSWORD), account: id };
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
    await reporter.do(`${working}/extension-request`, { to: '2033-12-31', reason: '汛期' });
    for (const who of [leader, secondLeader]) await who.do(`${reopened}/closure-approval`, {});
    await office.do(`${reopened}/reopening`, { source: 'relapse', reason: '反弹', dueOn: '2033-12-31' });
    bodies = await makeBodies();
    impostor = await resetLeader();
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
        () => office.try(`${working}/assignment`, { ...assigned, dueOn: '2033-12-31' }),
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

  const rules = (quorum: number, passing: number) => {
    const share = (numerator: number) => ({ numerator, denominator: 2, inclusive: true, source: '自定' });
    const own = {
      title: '自定规则',
      source: '自定',
      quorum: share(quorum),
      passing: { ...share(passing), of: 'present' },
      ballots: ['named'],
      chairSpeaksLast: false,
      recused: 'left-out',
      involved: 'recused',
    };
    return { ruleSet: { own }, reason: '简化' };
  };

  /** Through others, and through what others decide by. */
  const detours = (): readonly Way[] => {
    const { leader, secondLeader, persons } = world;
    const { standing, orphaned, depleted, moving } = bodies;
    const delegating = (to: string) => ({ to, acts: ['ApproveClosure'], until: today(), reason: '出差' });
    const onBehalfOf = { 'if-match': '*', 'x-rectify-on-behalf-of': persons.leader };
    const signing = `${submitted}/closure-approval`;
    const ruleSet = `bodies/${standing}/rule-set`;
    return [
      [
        'delegates the signature',
        409,
        'delegation.never-delegable',
        () => again.leader.try('delegations', delegating(persons.head)),
      ],
      [
        'delegates it to another account of one’s own',
        409,
        'delegation.to-oneself',
        () => again.leader.try('delegations', { ...delegating(persons.leader), acts: ['ReportProgress'] }),
      ],
      ['signs for another', 403, 'delegation.none', () => secondLeader.send('POST', signing, {}, onBehalfOf)],
      ['signs with a reset account', 403, 'account.reset-unconfirmed', () => impostor.client.try(signing, {})],
      [
        'confirms the reset of one’s own making',
        403,
        'account.confirms-own-reset',
        () => server.admin.try(`accounts/${impostor.account}/reset-confirmation`, {}),
      ],
      [
        'adopts rules without a quorum',
        409,
        'rules.decided-by-fewer-than-two',
        () => server.admin.try(ruleSet, rules(0, 2)),
      ],
      [
        'adopts rules by which nothing is needed to pass',
        409,
        'rules.decided-by-fewer-than-two',
        () => server.admin.try(ruleSet, rules(2, 0)),
      ],
      [
        'adopts rules by which one signs',
        409,
        'rules.decided-by-fewer-than-two',
        () => server.admin.try(ruleSet, { ruleSet: { preset: 'sign-offs', required: 1 }, reason: '简化' }),
      ],
      [
        'signs what a dissolved body was to decide',
        403,
        'issue.decided-by-meeting',
        () => leader.try(`${orphaned}/closure-approval`, {}),
      ],
      ['opens a meeting of those who are left', 409, 'meeting.no-quorum', () => leader.try(`${depleted}/opening`, {})],
      [
        'leaves out who was put out of the body',
        409,
        'meeting.roll-call-incomplete',
        () => leader.try(`${moving}/opening`, {}),
      ],
      [
        'moves a meeting into the past',
        409,
        'meeting.moved-to-the-past',
        () => leader.try(`${moving}/move`, { heldOn: '2023-11-20', reason: '补会' }),
      ],
      [
        'moves a meeting of others',
        403,
        'meeting.not-secretary-nor-chair',
        () => secondLeader.try(`${moving}/move`, { heldOn: today(), place: '他处', reason: '改地点' }),
      ],
      [
        'enters a meeting of the past without its papers',
        400,
        'meeting.past-without-papers',
        () => leader.try('meetings', { bodyId: standing, title: '补会', heldOn: '2023-11-20', place: '一会议室' }),
      ],
    ];
  };

  it('is refused by the name of a rule, whichever way is tried', async () => {
    expect(ways().length + detours().length).toBeGreaterThanOrEqual(35);
    await nothingStored(server, async () => {
      for (const [, status, code, ask] of [...ways(), ...detours()]) await refused(ask(), status, code);
    });
    expect((await world.office.get(submitted)).status).toBe('submitted');
  });

  it('is told why a decision takes no day of its own', async () => {
    const { body } = await world.leader.try(`${submitted}/closure-approval`, { effectiveOn: '2023-11-05' });
    const [error] = body.errors;
    expect(error).toMatchObject({ field: 'effectiveOn', message: expect.stringContaining('以记录之日为准') });
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

  it('is on record by the rule that refused, where an inspector sees it', async () => {
    const { items } = await world.inspector.get('trail?category=refusals&limit=500');
    const known = new Set(items.map(({ data }: { data: { code: string } }) => data.code));
    const byRule = [...ways(), ...detours()].flatMap(([, status, code]) => (status === 400 ? [] : [code]));
    expect([...new Set(byRule)].filter((code) => !known.has(code))).toEqual([]);
    expect(items.filter(({ data }: { data: { code: string } }) => data.code.startsWith('request.'))).toEqual([]);
    const signing = items.find(({ data }: { data: { code: string } }) => data.code === 'issue.signed-already');
    expect(signing).toMatchObject({
      event: 'RequestRefused',
      actor: { name: '赵建国' },
      recordedAt: expect.any(String),
      data: { act: 'ApproveClosure', target: submitted.replace('issues/', ''), times: 1 },
    });
  });

  it('fills nothing by trying again, and leaves no word of what was sent', async () => {
    const own = () => server.engine.events('0', 100_000);
    const before = (await own()).length;
    for (let i = 0; i < 30; i++)
      await refused(
        world.leader.try(`${requested}/closure-rejection`, { reason: `秘密${i}` }),
        409,
        'issue.not-submitted',
      );
    await world.leader.get(`${requested}/actions`);
    const more = (await own()).slice(before);
    expect(more.length).toBeLessThanOrEqual(1);
    expect(JSON.stringify((await own()).filter(({ type }) => type === 'RequestRefused'))).not.toContain('秘密');
  });
});
