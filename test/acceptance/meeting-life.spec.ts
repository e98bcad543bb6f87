import { unzipSync } from 'fflate';
import type { Client } from '../support/client.js';
import { makeMeetingWorld, type MeetingWorld, type Person, submittedIssues, today } from '../support/meeting-world.js';
import { until } from '../support/postgres.js';
import { refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';

interface Vote {
  readonly yes: number;
  readonly present: number;
  readonly recused: number;
}

let server: RunningServer;
let world: MeetingWorld;
let issueIds: string[];

beforeAll(async () => {
  server = await startServer();
  world = await makeMeetingWorld(server);
  ({ issueIds } = await submittedIssues(world, 12));
}, 120_000);
afterAll(() => server.stop());

const hand = ({ id }: Person, choice = 'yes') => ({ personId: id, choice });
const present = ({ id }: Person) => ({ personId: id, attendance: 'present' });
const away = ({ id }: Person, reason = '离会') => ({ personId: id, attendance: 'absent', reason });
const statusOf = async (issueId: string): Promise<string> => (await world.inspector.get(`issues/${issueId}`)).status;

describe('a meeting of the leading group that lives', () => {
  let path: string;
  let items: string[];
  let sha256: string;
  const member = (n: number): Person => world.members[n - 1]!;
  const members = (...numbers: number[]): Person[] => numbers.map(member);
  const secretary = (rest: string, body: object = {}) => world.secretary.client.do(`${path}${rest}`, body);
  const by = (n: number, rest: string, body: object = {}): ReturnType<Client['do']> =>
    member(n).client.do(`${path}${rest}`, body);
  const item = (n: number, rest: string) => `/items/${items[n - 1]}${rest}`;
  const dutiesOf = async (who: Client): Promise<[string, string][]> =>
    (await who.get(`meetings/duties?after=${await server.engine.store.head()}`)).items.map(
      ({ act, heldOn }: Record<string, string>) => [act, heldOn],
    );
  const picture = () => world.secretary.client.get(path);
  const resultOf = async (n: number): Promise<Vote & { entitled: number; needed: number }> =>
    (await picture()).items[n - 1].result;
  /** Others speak, then the chair, then the vote is opened and taken by each with an account of their own. */
  const votedByAccount = async (n: number, ballot: string, voters: readonly Person[]) => {
    await secretary(item(n, '/taking-up'));
    await secretary(item(n, '/notes'), { speakerId: member(2).id, text: '整改到位，同意销号' });
    await by(1, item(n, '/chair-view'), { text: '同意大家意见' });
    await secretary(item(n, '/vote-opening'), { ballot });
    for (const { client } of voters) await client.do(`${path}${item(n, '/votes')}`, { choice: 'yes' });
    await secretary(item(n, '/decision'));
  };

  it('is convened with its agenda in one call', async () => {
    const { id, itemIds } = await world.secretary.client.do('meetings', {
      bodyId: world.leadingGroup,
      title: '整改工作领导小组第四次会议',
      heldOn: today(),
      place: '一会议室',
      agenda: issueIds.slice(0, 6).map((subjectId) => ({ matter: 'closure', subjectId })),
    });
    path = `meetings/${id}`;
    items = itemIds;
    const { items: agenda } = await picture();
    expect(agenda.map(({ itemId, number }: { itemId: string; number: number }) => [itemId, number])).toEqual(
      items.map((one, i) => [one, i + 1]),
    );
  });

  it('waits for its members and its secretary, and for nobody else', async () => {
    expect(await dutiesOf(member(9).client)).toEqual([['attend', today()]]);
    expect(await dutiesOf(world.secretary.client)).toEqual([['prepare', today()]]);
    expect(await dutiesOf(world.office)).toEqual([]);
  });

  it('begins with eight of nine, and decides by accounts and in secret', async () => {
    const entries = [...members(1, 2, 3, 4, 5, 6, 7, 8).map(present), away(member(9), '公务')];
    await secretary('/attendance', { entries });
    await secretary('/opening');
    await votedByAccount(1, 'named', members(2, 3, 4, 5, 6, 7, 8, 1));
    await votedByAccount(2, 'secret', members(1, 2, 3, 4, 5, 6, 7, 8));
    expect(await resultOf(1)).toMatchObject({ entitled: 9, present: 8, yes: 8, needed: 5 });
    expect(await resultOf(2)).toMatchObject({ entitled: 9, present: 8, yes: 8 });
  });

  it('goes on when two have left after item 2 and one has come late, by show of hands', async () => {
    const told = {
      attendance: [...members(7, 8).map((one) => away(one)), present(member(9))],
      discussion: [{ speakerId: member(3).id, text: '资料齐全' }],
      chairView: '同意',
      votes: [hand(member(1)), ...members(2, 3, 4, 5, 6).map((one) => hand(one)), hand(member(9), 'no')],
    };
    const tooMany = { ...told, votes: [...told.votes, hand(member(7))] };
    const { details } = await refused(
      world.secretary.client.try(`${path}${item(3, '/recording')}`, tooMany),
      409,
      'vote.hands-miscounted',
    );
    expect(details).toMatchObject({ withoutVote: [member(7).name] });
    await secretary(item(3, '/recording'), told);
    expect(await resultOf(3)).toMatchObject({ entitled: 9, present: 7, yes: 6, no: 1, ballot: 'show-of-hands' });
    expect((await picture()).items[2]).toMatchObject({ state: 'to-confirm', entered: { adopted: true } });
  });

  it('has one stand aside on item 4, by their own word and not by the secretary’s', async () => {
    await secretary(item(4, '/taking-up'));
    const recusal = { personId: member(4).id, reason: '亲属在被巡察单位任职' };
    await refused(
      world.secretary.client.try(`${path}${item(4, '/recusals')}`, recusal),
      403,
      'item.recusal-by-another',
    );
    await by(4, item(4, '/recusals'), recusal);
    await votedByAccount(4, 'named', members(2, 3, 5, 6, 9, 1));
    expect(await resultOf(4)).toMatchObject({ entitled: 9, present: 6, recused: 1, yes: 6, needed: 5 });
    await votedByAccount(5, 'named', members(2, 3, 4, 5, 6, 9, 1));
    expect(await resultOf(5)).toMatchObject({ entitled: 9, present: 7, recused: 0, yes: 7 });
  });

  it('is finished by the chair with those who stayed, when others leave without having voted', async () => {
    await secretary(item(6, '/taking-up'));
    await secretary(item(6, '/notes'), { speakerId: member(2).id, text: '同意' });
    await by(1, item(6, '/chair-view'), { text: '同意' });
    await secretary(item(6, '/vote-opening'), { ballot: 'named' });
    for (const n of [2, 3, 4, 5]) await by(n, item(6, '/votes'), { choice: 'yes' });
    const leave = { entries: members(6, 9).map((one) => away(one)) };
    await refused(world.secretary.client.try(`${path}/attendance`, leave), 403, 'meeting.leaving-during-vote');
    await by(1, '/attendance', leave);
    await by(1, item(6, '/votes'), { choice: 'yes' });
    await by(1, item(6, '/decision'));
    expect(await resultOf(6)).toMatchObject({ entitled: 9, present: 5, yes: 5, needed: 5 });
    await by(1, '/closing');
  });

  it('closes by a show of hands only what those who voted have signed', async () => {
    await until(async () => (await statusOf(issueIds[5]!)) === 'closed');
    expect(await statusOf(issueIds[2]!)).toBe('submitted');
    expect(await dutiesOf(world.secretary.client)).toEqual([['draw-up-record', today()]]);
    await secretary('/record', { remarks: '无' });
    expect(await dutiesOf(member(7).client)).toEqual([['sign-record', today()]]);
    ({ sha256 } = (await picture()).record);
    await secretary('/record/signatures', { sha256 });
    for (const n of [1, 2, 3, 4]) await by(n, '/record/signatures', { sha256 });
    expect((await picture()).items[2].state).toBe('to-confirm');
    expect(await statusOf(issueIds[2]!)).toBe('submitted');
    await by(5, '/record/signatures', { sha256 });
    await until(async () => (await statusOf(issueIds[2]!)) === 'closed');
    expect((await picture()).items[2].state).toBe('adopted');
  });

  it('has its record signed by all who were there, however long, and tells of each item who was', async () => {
    const issue = () => world.secretary.client.try(`${path}/summary`, { documentNumber: '〔2026〕4号' });
    const { details } = await refused(issue(), 409, 'record.signatures-missing');
    expect(details).toMatchObject({ missing: members(6, 7, 8, 9).map(({ name }) => name), of: 9 });
    for (const n of [6, 7, 8, 9]) await by(n, '/record/signatures', { sha256 });
    expect(await dutiesOf(member(7).client)).toEqual([]);
    expect(await dutiesOf(world.secretary.client)).toEqual([['issue-summary', today()]]);
    expect((await issue()).status).toBe(200);
    const { content } = JSON.parse(
      new TextDecoder().decode(await world.inspector.download(`${path}/record?format=json`)),
    );
    const presentAt = (n: number) =>
      content.items[n - 1].attendance.filter((one: { attendance: string }) => one.attendance === 'present').length;
    expect([1, 2, 3, 4, 5, 6].map(presentAt)).toEqual([8, 8, 7, 7, 7, 5]);
  });

  it('reads in record and summary as the meeting went', async () => {
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    const html = text(await world.inspector.download(`${path}/record?format=html`));
    for (const part of [
      '举手表决',
      '无记名投票',
      '记名表决',
      '末位表态',
      '应到9人，出席6人，回避1人；赞成6票，反对0票，弃权0票，达到所需5票，通过。',
      `${member(7).name}离会`,
      `${member(9).name}到会`,
      '以本人账号会签',
    ])
      expect(html).toContain(part);
    expect(html.slice(html.indexOf('<body'))).not.toMatch(/\d:\d\d|北京时间/);
    const docx = unzipSync(await world.inspector.download(`${path}/summary?format=docx`));
    expect(text(docx['word/document.xml']!)).toContain('会议纪要');
    const summary = text(await world.inspector.download(`${path}/summary?format=html`));
    expect(summary).toContain('应到9人，出席7人；赞成6票，反对1票，弃权0票。');
    expect(summary.slice(summary.indexOf('<body'))).not.toMatch(/未获通过|[0-9a-f]{64}/);
    expect(text((await world.inspector.download(`${path}/summary?format=pdf`)).slice(0, 5))).toBe('%PDF-');
  });
});

describe('a meeting of six items and five members', () => {
  it('takes at most 25 calls from its convening to its summary', async () => {
    let calls = 0;
    const five = world.members.slice(0, 5);
    const counted = async <T>(call: Promise<T>): Promise<T> => {
      calls += 1;
      return call;
    };
    const { id: bodyId } = await world.admin.do('bodies', {
      name: '五人小组',
      competence: ['other'],
      ruleSet: { preset: 'party-group' },
      members: five.map(({ id }, i) => ({ personId: id, position: i === 0 ? 'chair' : 'member', from: '2020-01-01' })),
      secretaryId: world.secretary.id,
    });
    const secretary = world.secretary.client;
    const titles = ['一', '二', '三', '四', '五', '六'].map((n) => `第${n}项工作`);
    const agenda = titles.map((title) => ({ matter: 'other', title }));
    const convening = { bodyId, title: '五人小组会议', heldOn: today(), place: '三会议室', agenda };
    const { id, itemIds } = await counted(secretary.do('meetings', convening));
    const path = `meetings/${id}`;
    await counted(secretary.do(`${path}/attendance`, { entries: five.map(present) }));
    await counted(secretary.do(`${path}/opening`, {}));
    for (const itemId of itemIds)
      await counted(
        secretary.do(`${path}/items/${itemId}/recording`, {
          discussion: five.slice(1).map((one) => ({ speakerId: one.id, text: '同意' })),
          chairView: '同意',
          votes: five.map((one) => hand(one)),
        }),
      );
    await counted(secretary.do(`${path}/closing`, {}));
    await counted(secretary.do(`${path}/record`, {}));
    const { sha256 } = (await counted(secretary.get(path))).record;
    for (const { client } of five) await counted(client.do(`${path}/record/signatures`, { sha256 }));
    await counted(secretary.do(`${path}/summary`, { documentNumber: '〔2026〕5号' }));
    const { state, items } = await secretary.get(path);
    expect(state).toBe('summarised');
    expect(items.map((one: { state: string }) => one.state)).toEqual(Array(6).fill('adopted'));
    expect(calls).toBeLessThanOrEqual(25);
    expect(calls).toBe(18);
  });
});

describe('a secretary alone', () => {
  it('closes nothing by entering votes: not by making them up, sending members away, or signing alone', async () => {
    const secretary = world.secretary.client;
    const { id, itemIds } = await secretary.do('meetings', {
      bodyId: world.leadingGroup,
      title: '无人参加的会议',
      heldOn: today(),
      place: '一会议室',
      agenda: [{ matter: 'closure', subjectId: issueIds[6] }],
    });
    const path = `meetings/${id}`;
    const five = world.members.slice(0, 5);
    const entries = [...five.map(present), ...world.members.slice(5).map((one) => away(one, '公务'))];
    await secretary.do(`${path}/attendance`, { entries });
    await secretary.do(`${path}/opening`, {});
    await secretary.do(`${path}/items/${itemIds[0]}/recording`, {
      discussion: [{ speakerId: five[1]!.id, text: '同意' }],
      chairView: '同意',
      votes: five.map((one) => hand(one)),
    });
    await secretary.do(`${path}/closing`, {});
    await secretary.do(`${path}/record`, {});
    const { sha256 } = (await secretary.get(path)).record;
    await secretary.do(`${path}/record/signatures`, { sha256 });
    for (const { client } of five.slice(0, 2)) await client.do(`${path}/record/signatures`, { sha256 });
    const shown = await secretary.get(path);
    expect(shown.items[0].state).toBe('to-confirm');
    const { items: decisions } = await world.inspector.get('meeting-decisions?limit=500');
    expect(decisions.filter(({ subjectId }: { subjectId: string }) => subjectId === issueIds[6])).toEqual([]);
    expect(await statusOf(issueIds[6]!)).toBe('submitted');
  });
});
