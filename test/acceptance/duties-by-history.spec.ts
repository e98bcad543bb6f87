import type { Answer, Client } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { makeMeetingWorld, Meeting, type MeetingWorld } from '../support/meeting-world.js';
import { nothingStored, refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import { evidenceBytes, issueBody, report, roundBody } from '../support/world.js';

/** How each of them came to have worked on it, and what they are told when they would decide. */
const WORKED = {
  twofold: 'issue.reporter-decides',
  delegate: 'issue.reporter-decides',
  principal: 'issue.reporter-decides',
  former: 'issue.handler-decides',
  leaver: 'issue.handler-decides',
  successor: 'issue.handler-decides',
  requester: 'issue.requester-decides',
} as const;
type Worker = keyof typeof WORKED;
const WORKERS = Object.keys(WORKED) as Worker[];

/** Of each person one account to work with, and another with every say that there is. */
interface Twice {
  readonly id: string;
  readonly working: Client;
  readonly deciding: Client;
}

describe('whoever worked on a thing', () => {
  let server: RunningServer;
  let world: MeetingWorld;
  let people: Record<Worker, Twice>;
  let clean: Client;
  let signedOffRound: string;
  let meetingRound: string;
  /** One to be signed off, one to be voted on. */
  let issues: { signed: string; voted: string };
  let numbers = 0;

  const twice = async (name: string): Promise<Twice> => {
    const { admin } = server;
    const { id } = await admin.do('people', { name: `人员${name}` });
    await admin.do(`people/${id}/posts`, { unitId: world.unitId, post: '干部', from: '2020-01-01' });
    const working = await server.account(`${name}-works`, id, 'reporter');
    const deciding = await server.account(`${name}-decides`, id, 'unit-head', 'office', 'leader');
    await admin.do(`bodies/${world.leadingGroup}/members`, { personId: id, position: 'member', from: '2020-01-01' });
    return { id, working, deciding };
  };
  const assign = (path: string, handlerId: string) =>
    world.office.do(`${path}/assignment`, {
      leaderId: world.persons.responsible,
      leadUnitId: world.unitId,
      handlerId,
      dueOn: '2030-01-01',
    });
  /** First in the hands of the former handler, then in those of whoever hands it over. */
  const delivered = async (roundId: string): Promise<string> => {
    const { id } = await world.office.do(`rounds/${roundId}/issues`, issueBody(String(++numbers)));
    for (const who of ['former', 'leaver'] as const) await assign(`issues/${id}`, people[who].id);
    await world.head.do(`issues/${id}/claim`, {});
    return id;
  };
  const handedOver = async (): Promise<void> => {
    const { leaver, successor } = people;
    const path = `handovers/${leaver.id}`;
    await leaver.working.do(`${path}/proposal`, { unitId: world.unitId, successorId: successor.id });
    await successor.working.do(`${path}/acceptance`, {});
    for (const id of Object.values(issues))
      await eventually(async () => {
        const { assignments } = await world.office.get(`issues/${id}?after=${await server.engine.store.head()}`);
        return assignments.at(-1).handler.id === successor.id;
      });
  };
  const workedOn = async (id: string): Promise<void> => {
    const { twofold, delegate, principal, requester } = people;
    const path = `issues/${id}`;
    const { bytes, sha256 } = evidenceBytes(`材料 ${id}`);
    await world.reporter.send('POST', 'evidence?name=a.txt', bytes);
    await world.reporter.do(`${path}/evidence`, { sha256, name: 'a.txt', datedOn: '2023-11-01', criteria: [1] });
    await twofold.working.do(`${path}/progress`, report('一是制定方案。'));
    const until = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    const given = { to: delegate.id, acts: ['ReportProgress'], until };
    const { id: delegation } = await principal.working.do('delegations', { ...given, reason: '出差' });
    const headers = { 'if-match': '*', 'x-rectify-on-behalf-of': principal.id };
    const done = await delegate.deciding.send('POST', `${path}/progress`, report('二是逐项落实。'), headers);
    expect(done.status).toBe(200);
    await principal.working.do(`delegations/${delegation}/end`, {});
    await requester.working.do(`${path}/closure-request`, { statement: '申请销号' });
  };
  const allRefused = (ask: (who: Client) => Promise<Answer>) =>
    nothingStored(server, async () => {
      for (const who of WORKERS) await refused(ask(people[who].deciding), 403, WORKED[who]);
    });
  const accountOf = async (login: string): Promise<string> => {
    const { items } = await server.admin.get(`accounts?limit=500&after=${await server.engine.store.head()}`);
    return items.find((row: { login: string }) => row.login === login).id;
  };

  beforeAll(async () => {
    server = await startServer();
    world = await makeMeetingWorld(server);
    const found = {} as Record<Worker, Twice>;
    for (const who of WORKERS) found[who] = await twice(who);
    people = found;
    clean = world.head;
    const open = async (title: string, policies: object = {}): Promise<string> =>
      (await world.office.do('rounds', { ...roundBody, title, ...policies })).id;
    signedOffRound = await open('会签轮次');
    const byMeeting = { way: 'meeting', bodyId: world.leadingGroup };
    const closurePolicy = { ...byMeeting, endorsements: ['unit', 'office'] };
    meetingRound = await open('会议轮次', { closurePolicy, planPolicy: byMeeting });
    issues = { signed: await delivered(signedOffRound), voted: await delivered(meetingRound) };
    await handedOver();
    for (const id of Object.values(issues)) await workedOn(id);
  }, 180_000);
  afterAll(() => server.stop());

  it('never endorses its closure, at either level, through any account', async () => {
    const path = `issues/${issues.signed}`;
    await allRefused((who) => who.try(`${path}/closure-endorsement`, {}));
    await clean.do(`${path}/closure-endorsement`, {});
    await allRefused((who) => who.try(`${path}/closure-endorsement`, {}));
    await world.office.do(`${path}/closure-endorsement`, {});
  });

  it('never signs, rejects or puts off its closure, nor waives what it lacks', async () => {
    const path = `issues/${issues.signed}`;
    await allRefused((who) => who.try(`${path}/closure-approval`, {}));
    await allRefused((who) => who.try(`${path}/closure-rejection`, { reason: '不同意' }));
    await allRefused((who) =>
      who.try(`${path}/long-term`, { reviewOn: `${new Date().getFullYear() + 1}-01-01`, reason: '长期' }),
    );
    await allRefused((who) => who.try(`${path}/waivers`, { requirement: 'tasks', reason: '免予' }));
  });

  it('is no less barred when the account that worked is suspended, or the work long in other hands', async () => {
    const path = `issues/${issues.signed}`;
    await server.admin.do(`accounts/${await accountOf('twofold-works')}/suspension`, { reason: '停用' });
    await world.office.do(`${path}/return`, { reason: '补充材料' });
    await assign(path, world.persons.reporter);
    await world.reporter.do(`${path}/closure-request`, { statement: '再次申请' });
    await allRefused((who) => who.try(`${path}/closure-endorsement`, {}));
    for (const who of [clean, world.office]) await who.do(`${path}/closure-endorsement`, {});
    await allRefused((who) => who.try(`${path}/closure-approval`, {}));
    for (const who of [world.leader, world.secondLeader]) await who.do(`${path}/closure-approval`, {});
    expect((await world.office.get(path)).status).toBe('closed');
  });

  it('never votes on its closure: each stands aside by rule, and is named', async () => {
    for (const who of [clean, world.office]) await who.do(`issues/${issues.voted}/closure-endorsement`, {});
    const { meeting, item } = await opened({ matter: 'closure', subjectId: issues.voted });
    const barred = WORKERS.map((who) => people[who].id);
    await standAside(meeting, item, barred);
    for (const { client } of world.members) await client.do(meeting.path(`/items/${item}/votes`), { choice: 'yes' });
    await meeting.do(`/items/${item}/decision`);
    const { result } = (await meeting.picture()).items[0];
    expect(result).toMatchObject({ entitled: 16, present: 9, recused: WORKERS.length, yes: 9 });
    await eventually(async () => (await world.inspector.get(`issues/${issues.voted}`)).status === 'closed');
  }, 60_000);

  it('never approves, rejects or votes on the plan that they wrote or handed in', async () => {
    const authors = [people.twofold, people.former];
    const submit = (roundId: string) =>
      people.leaver.deciding.do(`rounds/${roundId}/plan`, {
        title: '整改方案',
        text: '一是修订制度。',
        authorIds: authors.map(({ id }) => id),
      });
    const barred = [...authors, people.leaver];
    await submit(signedOffRound);
    await nothingStored(server, async () => {
      for (const { deciding } of barred) {
        await refused(deciding.try(`rounds/${signedOffRound}/plan/approval`, {}), 403, 'plan.author-decides');
        const rejecting = deciding.try(`rounds/${signedOffRound}/plan/rejection`, { reason: '不可行' });
        await refused(rejecting, 403, 'plan.author-decides');
      }
    });
    for (const who of [world.leader, world.secondLeader]) await who.do(`rounds/${signedOffRound}/plan/approval`, {});
    await submit(meetingRound);
    const { meeting, item } = await opened({ matter: 'plan', subjectId: meetingRound });
    await standAside(
      meeting,
      item,
      barred.map(({ id }) => id),
    );
  }, 60_000);

  /** A meeting at which everybody is present, with one item taken up and discussed. */
  const opened = async (about: object): Promise<{ meeting: Meeting; item: string }> => {
    const meeting = await Meeting.convene(world);
    await meeting.do('/items', about);
    const item = (await meeting.picture()).items[0].itemId as string;
    const ids = [...world.members.map(({ id }) => id), ...WORKERS.map((who) => people[who].id)];
    await meeting.do('/attendance', { entries: ids.map((personId) => ({ personId, attendance: 'present' })) });
    await world.members[0]!.client.do(meeting.path('/opening'), {});
    await meeting.discuss(item);
    return { meeting, item };
  };

  const standAside = async (meeting: Meeting, item: string, barred: readonly string[]): Promise<void> => {
    await meeting.do(`/items/${item}/vote-opening`, { ballot: 'named' });
    const [{ recusals, vote }] = (await meeting.picture()).items;
    expect(new Set(recusals.map(({ person }: { person: { id: string } }) => person.id))).toEqual(new Set(barred));
    expect(vote.voters.map(({ id }: { id: string }) => id).filter((id: string) => barred.includes(id))).toEqual([]);
    const theirs = WORKERS.map((who) => people[who]).filter(({ id }) => barred.includes(id));
    await nothingStored(server, async () => {
      for (const { deciding } of theirs)
        await refused(deciding.try(meeting.path(`/items/${item}/votes`), { choice: 'yes' }), 403, 'vote.recused');
    });
  };
});
