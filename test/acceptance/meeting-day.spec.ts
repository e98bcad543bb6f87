import { makeMeetingWorld, type MeetingWorld, today } from '../support/meeting-world.js';
import type { Client } from '../support/client.js';
import { refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';

describe('the day of a meeting', () => {
  let server: RunningServer;
  let world: MeetingWorld;
  const inDays = (days: number) => new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10);
  const agenda = [{ matter: 'other', title: '部署工作' }];
  const convening = (over: object = {}) => ({
    bodyId: world.leadingGroup,
    title: '整改工作领导小组第五次会议',
    heldOn: inDays(2),
    place: '一会议室',
    agenda,
    ...over,
  });
  const secretary = () => world.secretary.client;
  const convened = async (over: object = {}) => `meetings/${(await secretary().do('meetings', convening(over))).id}`;
  const waiting = async (who: Client, path: string) => {
    const { items } = await who.get(`inbox?limit=500&after=${await server.engine.store.head()}`);
    return items.filter(({ thing }: { thing: { id: string } }) => path.endsWith(thing.id));
  };
  const everybody = (present: number) =>
    world.members.map(({ id: personId }, i) =>
      i < present ? { personId, attendance: 'present' } : { personId, attendance: 'absent', reason: '公务' },
    );

  beforeAll(async () => {
    server = await startServer();
    world = await makeMeetingWorld(server);
  }, 120_000);
  afterAll(() => server.stop());

  it('is moved with a reason, and its members see to which day and from which', async () => {
    const path = await convened();
    const member = world.members[4]!.client;
    expect(await waiting(member, path)).toMatchObject([{ kind: 'meeting-attend', heldOn: inDays(2) }]);
    await secretary().do(`${path}/attendance`, { entries: everybody(3) });
    const move = { heldOn: today(), place: '二会议室', reason: '主持人出差' };
    await refused(secretary().try(`${path}/move`, { ...move, reason: undefined }), 400, 'request.bad-shape');
    await refused(member.try(`${path}/move`, move), 403, 'meeting.not-secretary-nor-chair');
    await refused(secretary().try(`${path}/move`, { ...move, heldOn: inDays(-1) }), 409, 'meeting.moved-to-the-past');
    await secretary().do(`${path}/move`, move);
    expect(await waiting(member, path)).toMatchObject([
      {
        kind: 'meeting-moved',
        zh: '会议改期，待参加',
        heldOn: today(),
        place: '二会议室',
        movedFrom: { heldOn: inDays(2), place: '一会议室' },
        acts: [{ act: 'FindMeeting' }],
      },
    ]);
    const { attendance, moves } = await member.get(path);
    expect([attendance, moves]).toMatchObject([[], [{ to: { heldOn: today() }, reason: '主持人出差', by: '秦川' }]]);
    const duties = await member.get('meetings/duties');
    expect(duties.items).toMatchObject([{ act: 'attend', heldOn: today() }]);
    await secretary().do(`${path}/attendance`, { entries: everybody(5) });
    await secretary().do(`${path}/opening`, {});
    await refused(secretary().try(`${path}/move`, move), 409, 'meeting.opened-already');
  });

  it('is called off, and its members see that until it has passed', async () => {
    const path = await convened();
    await secretary().do(`${path}/cancellation`, { reason: '议题不成熟' });
    const member = world.members[4]!.client;
    expect(await waiting(member, path)).toMatchObject([
      { kind: 'meeting-cancelled', zh: '会议已取消', due: inDays(2) },
    ]);
    expect(await waiting(world.reporter, path)).toEqual([]);
    expect((await member.get(path)).cancelled).toMatchObject({ reason: '议题不成熟' });
  });

  it('lies in the past only with papers and a reason, and the record tells both times', async () => {
    const heldOn = '2026-10-05';
    const late = { heldOn, reason: '系统上线前召开' };
    await refused(secretary().try('meetings', convening({ heldOn })), 400, 'meeting.past-without-papers');
    const number = { documentNumber: '整改领〔2026〕2号', date: heldOn };
    const papers = [{ title: '会议记录本第12页', ...number, sha256: 'a'.repeat(64) }];
    const path = await convened({ ...late, papers });
    await secretary().do(`${path}/attendance`, { entries: everybody(5) });
    await secretary().do(`${path}/opening`, {});
    const { items } = await secretary().get(path);
    const item = `${path}/items/${items[0].itemId}`;
    await secretary().do(`${item}/taking-up`, {});
    await secretary().do(`${item}/notes`, { speakerId: world.members[1]!.id, text: '同意' });
    await world.members[0]!.client.do(`${item}/chair-view`, { text: '同意' });
    await refused(secretary().try(`${item}/vote-opening`, { ballot: 'named' }), 409, 'vote.of-the-past');
    const votes = world.members.slice(0, 5).map(({ id: personId }) => ({ personId, choice: 'yes' }));
    const told = { discussion: [{ speakerId: world.members[1]!.id, text: '同意' }], chairView: '同意', votes };
    await secretary().do(`${item}/recording`, told);
    await secretary().do(`${path}/closing`, {});
    await secretary().do(`${path}/record`, {});
    const text = new TextDecoder().decode(await world.inspector.download(`${path}/record?format=md`));
    expect(text).toMatch(/\*\*时间\*\*：2026年10月5日召开；\d{4}年\d+月\d+日\d+时\d\d分至.*补录。/);
    expect(text).toContain('**补录理由**：系统上线前召开。');
    expect(text).toContain('**补录依据**：会议记录本第12页（整改领〔2026〕2号，2026年10月5日）。');
    expect(text).not.toMatch(/\d+秒|\d\d:\d\d:\d\d/);
  });
});

describe('the quorum of a meeting that was called', () => {
  let server: RunningServer;
  let world: MeetingWorld;

  beforeAll(async () => {
    server = await startServer();
    world = await makeMeetingWorld(server);
  }, 120_000);
  afterAll(() => server.stop());

  it('is that of all who were members then, whoever is put out of the body since', async () => {
    const { secretary, members, leadingGroup, admin } = world;
    const agenda = [{ matter: 'other', title: '部署工作' }];
    const called = { bodyId: leadingGroup, title: '会议', heldOn: today(), place: '一会议室', agenda };
    const { id } = await secretary.client.do('meetings', called);
    for (const { id: personId } of members.slice(2, 5))
      await admin.do(`bodies/${leadingGroup}/members/${personId}/end`, { to: '2023-01-01', reason: '调整' });
    for (const { id: personId } of members.slice(5))
      await admin.do(`bodies/${leadingGroup}/members/${personId}/exclusion`, { from: '2023-01-01', reason: '停职' });
    const [chair, vice, ...others] = members;
    const present = [chair!, vice!].map(({ id: personId }) => ({ personId, attendance: 'present' }));
    const away = others.map(({ id: personId }) => ({ personId, attendance: 'absent', reason: '已调整' }));
    await secretary.client.do(`meetings/${id}/attendance`, { entries: present });
    const opening = () => secretary.client.try(`meetings/${id}/opening`, {});
    const { details } = await refused(opening(), 409, 'meeting.roll-call-incomplete');
    expect(details).toMatchObject({ entitled: 9, missing: others.map(({ name }) => name) });
    await secretary.client.do(`meetings/${id}/attendance`, { entries: away });
    expect((await refused(opening(), 409, 'meeting.no-quorum')).details).toMatchObject({ entitled: 9, needed: 5 });
    const anew = (await secretary.client.do('meetings', { ...called, title: '另一次' })).id;
    await secretary.client.do(`meetings/${anew}/attendance`, { entries: present });
    await secretary.client.do(`meetings/${anew}/opening`, {});
    expect((await secretary.client.get(`meetings/${anew}`)).opened).toMatchObject({ present: 2, quorum: 1 });
  });
});
