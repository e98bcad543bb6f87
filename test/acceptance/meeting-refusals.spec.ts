import { makeMeetingWorld, Meeting, type MeetingWorld, submittedIssues, today } from '../support/meeting-world.js';
import { type RunningServer, startServer } from '../support/server.js';
import { evidenceBytes } from '../support/world.js';

type Refused = Promise<{ status: number; body: { code: string; title: string; titleEn: string; details: object } }>;

describe('whoever would decide by the wrong way', () => {
  let server: RunningServer;
  let world: MeetingWorld;
  let issueIds: string[];
  let roundId: string;

  /** The thing does not allow it: 409; this person may not: 403. */
  const refused = async (answer: Refused, code: string, details: object = {}, as = 409) => {
    const { status, body } = await answer;
    expect([status, body.code]).toEqual([as, code]);
    expect(body.title).toMatch(/\p{Script=Han}/u);
    expect(body.details).toMatchObject(details);
  };
  const forbidden = (answer: Refused, code: string) => refused(answer, code, {}, 403);
  const member = (n: number) => world.members[n - 1]!;
  const convening = (more: object = {}) => ({
    bodyId: world.leadingGroup,
    title: '第四次会议',
    heldOn: today(),
    place: '二楼会议室',
    ...more,
  });

  beforeAll(async () => {
    server = await startServer();
    world = await makeMeetingWorld(server);
    ({ issueIds, roundId } = await submittedIssues(world, 3));
  }, 120_000);
  afterAll(() => server.stop());

  it.each([
    ['circulation', 'meeting.by-circulation'],
    ['one-by-one', 'meeting.by-consultation'],
    ['on-site', 'meeting.on-site'],
  ])('replaces no meeting by %s', async (form, code) => {
    await refused(world.secretary.client.try('meetings', convening({ form })), code);
  });

  describe('sets up a body that', () => {
    const body = (more: object) => ({
      name: '临时小组',
      competence: ['closure'],
      ruleSet: { preset: 'party-group' },
      secretaryId: world.secretary.id,
      ...more,
    });
    const seat = (n: number, position: string, more: object = {}) => ({
      personId: member(n).id,
      position,
      from: '2023-01-01',
      ...more,
    });
    const own = (passing: object) => ({
      title: '自定规则',
      source: '本单位议事规则',
      quorum: { numerator: 1, denominator: 2, inclusive: true, source: '第一条' },
      passing: { numerator: 1, denominator: 2, inclusive: false, of: 'entitled', source: '第二条', ...passing },
      ballots: ['named'],
      chairSpeaksLast: false,
      recused: 'entitled',
      involved: 'recused',
    });

    it('names a member twice', () =>
      refused(
        world.admin.try('bodies', body({ members: [seat(1, 'chair'), seat(2, 'member'), seat(2, 'member')] })),
        'body.member-twice',
      ));

    it('has no chair', () =>
      refused(world.admin.try('bodies', body({ members: [seat(1, 'member')] })), 'body.without-chair'));

    it('has a member from a day after the last', () =>
      refused(
        world.admin.try('bodies', body({ members: [seat(1, 'chair'), seat(2, 'member', { to: '2022-12-31' })] })),
        'body.from-after-to',
        {},
        400,
      ));

    it('has rules under which nothing can ever pass', async () => {
      const members = [seat(1, 'chair'), seat(2, 'member')];
      const never = { own: own({ numerator: 1, denominator: 1 }) };
      await refused(world.admin.try('bodies', body({ members, ruleSet: never })), 'body.rules-out-of-reach');
      const tooMany = { preset: 'sign-offs', required: 3 };
      await refused(world.admin.try('bodies', body({ members, ruleSet: tooMany })), 'body.rules-out-of-reach');
    });

    it('has rules by which one decides alone, or only one member', async () => {
      const members = [seat(1, 'chair'), seat(2, 'member'), seat(3, 'member')];
      const nobody = { numerator: 0, denominator: 1, inclusive: true, source: '第一条' };
      const lax = { own: { ...own({ of: 'present' }), quorum: nobody } };
      const code = 'rules.decided-by-fewer-than-two';
      await refused(world.admin.try('bodies', body({ members, ruleSet: lax })), code, { deciding: 1 });
      await refused(world.admin.try('bodies', body({ members: members.slice(0, 1) })), code, { entitled: 1 });
    });
  });

  describe('puts on an agenda', () => {
    it('what the body may not decide', async () => {
      const meeting = await Meeting.convene(world, world.committee);
      const asked = { matter: 'closure', subjectId: issueIds[0] };
      await refused(meeting.try('/items', asked), 'body.not-competent', { matter: 'closure' });
    });

    it('what the policy of the round gives to somebody else', async () => {
      const { id } = await world.admin.do('bodies', {
        name: '整改专班',
        competence: ['closure'],
        ruleSet: { preset: 'simple-majority' },
        members: [
          { personId: member(1).id, position: 'chair', from: '2020-01-01' },
          { personId: member(2).id, position: 'member', from: '2020-01-01' },
        ],
        secretaryId: world.secretary.id,
      });
      const meeting = await Meeting.convene(world, id);
      await refused(meeting.try('/items', { matter: 'closure', subjectId: issueIds[0] }), 'item.other-body');
    });

    it('the plan, when a closure is meant: the two are never confused', async () => {
      const meeting = await Meeting.convene(world);
      const { status, body } = await meeting.try('/items', { matter: 'plan', subjectId: issueIds[0] });
      expect([status, body.code]).toEqual([404, 'item.subject-unknown']);
    });

    it('the same thing twice', async () => {
      const meeting = await Meeting.convene(world);
      await meeting.putOnAgenda(issueIds[0]!);
      await refused(meeting.try('/items', { matter: 'closure', subjectId: issueIds[0] }), 'item.twice');
    });
  });

  it('signs off alone what the policy gives to a meeting', async () => {
    const answer = world.secondLeader.try(`issues/${issueIds[0]}/closure-approval`, {});
    await forbidden(answer, 'issue.decided-by-meeting');
  });

  describe('in a meeting that is open, with an item being voted on', () => {
    let meeting: Meeting;
    let voted: string;
    let waiting: string;
    const vote = (n: number, more: object = {}) =>
      meeting.try(`/items/${voted}/votes`, { choice: 'yes', ...more }, member(n).client);

    beforeAll(async () => {
      meeting = await Meeting.convene(world);
      voted = await meeting.putOnAgenda(issueIds[1]!);
      waiting = await meeting.putOnAgenda(issueIds[2]!);
      await meeting.open();
      await meeting.do(`/items/${voted}/taking-up`);
      const early = meeting.try(`/items/${voted}/chair-view`, { text: '同意' }, member(1).client);
      await refused(early, 'item.others-not-heard', { chair: member(1).name });
      const unheard = meeting.try(`/items/${voted}/vote-opening`, { ballot: 'named' });
      await refused(unheard, 'item.chair-view-missing', { chair: member(1).name });
      await meeting.discuss(voted);
      await meeting.do(`/items/${voted}/vote-opening`, { ballot: 'named' });
    }, 60_000);

    it('is refused as one who sits in, is absent, stands aside, or is not of the body', async () => {
      const votes = `/items/${voted}/votes`;
      await forbidden(meeting.try(votes, { choice: 'yes' }, world.guest.client), 'vote.sitting-in');
      await forbidden(vote(6), 'vote.absent');
      await forbidden(vote(9), 'vote.recused');
      await forbidden(meeting.try(votes, { choice: 'yes' }, world.office), 'vote.not-entitled');
      await refused(meeting.try(votes, { choice: 'yes' }, world.secondLeader), 'meeting.unknown', {}, 404);
    });

    it('is refused as proxy of somebody else', () => forbidden(vote(2, { personId: member(3).id }), 'vote.proxy'));

    it('is refused a second vote', async () => {
      expect((await vote(2)).status).toBe(200);
      await refused(vote(2, { choice: 'no' }), 'vote.cast-already');
    });

    it('has others speak after the chair has spoken last', () =>
      refused(
        meeting.try(`/items/${voted}/notes`, { speakerId: member(3).id, text: '补充意见' }),
        'item.chair-spoke-last',
        { chair: member(1).name },
      ));

    it('takes up another item meanwhile, or one that is not on the agenda', async () => {
      await refused(meeting.try(`/items/${waiting}/taking-up`), 'item.another-taken-up');
      const { body } = await meeting.try('/items/nowhere/taking-up');
      expect(body.code).toBe('item.not-on-agenda');
    });

    it('lets somebody in, or a voter go by the word of the secretary, while a vote is open', async () => {
      const calling = (n: number, attendance: string) =>
        meeting.try('/attendance', { entries: [{ personId: member(n).id, attendance, reason: '离会' }] });
      await refused(calling(6, 'present'), 'meeting.attendance-during-vote', { persons: [member(6).name] });
      await forbidden(calling(3, 'absent'), 'meeting.leaving-during-vote');
    });

    it('decides before all have voted', () => refused(meeting.try(`/items/${voted}/decision`), 'vote.incomplete'));

    it('closes the meeting with items undecided', () => refused(meeting.try('/closing'), 'meeting.items-undecided'));

    it('acts for the secretary without being it', () =>
      forbidden(meeting.try('/closing', {}, member(3).client), 'meeting.not-secretary-nor-chair'));

    it('votes after the vote is over', async () => {
      for (const n of [3, 4, 5, 1]) await vote(n);
      await meeting.do(`/items/${voted}/decision`);
      await refused(vote(5), 'vote.closed');
    });
  });

  it('writes at the same time as the other secretary: one of the two is told that it is stale', async () => {
    const meeting = await Meeting.convene(world);
    const { version } = await meeting.picture();
    const asked = (title: string) =>
      world.secretary.client.try(meeting.path('/items'), { matter: 'other', title }, { ifMatch: `"${version}"` });
    const answers = await Promise.all([asked('通报情况'), asked('部署工作')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(answers.find(({ status }) => status === 412)!.body.code).toBe('version.stale');
  });

  it('votes on an issue that they reported on: they stand aside by rule, and are named', async () => {
    const { id } = await world.admin.do('people', { name: '兼职委员' });
    const both = await server.account('both', id, 'leader', 'reporter');
    await world.admin.do(`people/${id}/posts`, { unitId: world.unitId, post: '副部长', from: '2020-01-01' });
    await world.admin.do(`bodies/${world.leadingGroup}/members`, {
      personId: id,
      position: 'member',
      from: '2020-01-01',
    });
    const issue = await world.office.do(`rounds/${roundId}/issues`, {
      number: '9',
      area: '落实上级决策部署方面',
      heading: '学习不够深入',
      text: '第九项问题',
      class: 'phased',
      criteria: [],
    });
    await world.office.do(`issues/${issue.id}/assignment`, {
      leaderId: world.persons.responsible,
      leadUnitId: world.unitId,
      handlerId: world.persons.reporter,
      dueOn: '2026-12-31',
    });
    await world.head.do(`issues/${issue.id}/claim`, {});
    await both.do(`issues/${issue.id}/progress`, {
      narrative: '一是已整改。',
      measures: [],
      percent: 100,
      figures: [],
    });
    await forbidden(
      world.leader.try(`issues/${issue.id}/waivers`, { requirement: 'evidence', reason: '无需佐证' }),
      'waiver.decided-by-meeting',
    );
    const { bytes, sha256 } = evidenceBytes('整改记录');
    await world.reporter.send('POST', 'evidence?name=a.txt', bytes);
    await world.reporter.do(`issues/${issue.id}/evidence`, { sha256, name: 'a.txt', datedOn: '2026-01-01' });
    await world.reporter.do(`issues/${issue.id}/closure-request`, { statement: '申请销号' });
    await world.head.do(`issues/${issue.id}/closure-endorsement`, {});
    await world.office.do(`issues/${issue.id}/closure-endorsement`, {});
    const meeting = await Meeting.convene(world);
    const item = await meeting.putOnAgenda(issue.id);
    const present = [...world.members.slice(0, 6).map(({ id }) => id), id];
    const away = world.members.slice(6).map(({ id }) => id);
    await meeting.do('/attendance', {
      entries: [
        ...present.map((personId) => ({ personId, attendance: 'present' })),
        ...away.map((personId) => ({ personId, attendance: 'absent', reason: '公务' })),
      ],
    });
    await member(1).client.do(meeting.path('/opening'), {});
    await meeting.discuss(item);
    await meeting.do(`/items/${item}/vote-opening`, { ballot: 'named' });
    const [{ recusals, vote }] = (await meeting.picture()).items;
    expect(recusals).toEqual([expect.objectContaining({ person: { id, name: '兼职委员' }, cause: 'involved' })]);
    expect(vote.voters).toHaveLength(6);
    await forbidden(meeting.try(`/items/${item}/votes`, { choice: 'yes' }, both), 'vote.recused');
  }, 60_000);

  it('takes back a decision by changing the policy: what was decided stays decided', async () => {
    const before = await world.inspector.get(`issues/${issueIds[1]}`);
    const policy = { endorsements: ['unit', 'office'], way: 'sign-offs', required: 2, reason: '规模小,改为会签' };
    await world.leader.do(`rounds/${roundId}/closure-policy`, policy);
    const proposed = await world.inspector.get(`rounds/${roundId}`);
    expect(proposed).toMatchObject({ closurePolicy: { way: 'meeting' }, proposedPolicy: { by: { name: '赵建国' } } });
    await world.secondLeader.do(`rounds/${roundId}/closure-policy`, policy);
    const agreed = await world.inspector.get(`rounds/${roundId}`);
    expect(agreed).toMatchObject({ closurePolicy: { way: 'sign-offs' }, proposedPolicy: null });
    const after = await world.inspector.get(`issues/${issueIds[1]}`);
    expect(after.status).toBe('closed');
    expect(after.closed).toEqual(before.closed);
    const unreasoned = { endorsements: ['unit', 'office'], way: 'sign-offs', required: 3 };
    expect((await world.leader.try(`rounds/${roundId}/closure-policy`, unreasoned)).body.code).toBe('reason.missing');
  });
});
