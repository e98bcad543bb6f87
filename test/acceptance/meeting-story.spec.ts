import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { makeMeetingWorld, Meeting, type MeetingWorld, submittedIssues } from '../support/meeting-world.js';
import { until } from '../support/postgres.js';
import { type RunningServer, startServer } from '../support/server.js';
import { evidenceBytes } from '../support/world.js';

describe('six closure requests before a meeting of the leading group', () => {
  let server: RunningServer;
  let world: MeetingWorld;
  let meeting: Meeting;
  let issueIds: string[];
  let items: string[];
  let sha256: string;

  const issue = (n: number) => world.inspector.get(`issues/${issueIds[n]}`);
  const refusalOf = async (answer: Promise<{ status: number; body: { code: string } }>) => {
    const { status, body } = await answer;
    return [status, body.code];
  };
  const ending = async (n: number) => {
    const { items: events } = await world.inspector.get('events?limit=1000&cursor=0');
    const found = events.filter(
      ({ stream, type }: { stream: string; type: string }) =>
        stream === `issue-${issueIds[n]}` && /^Closure(Approved|VotedDown)$/.test(type),
    );
    expect(found).toHaveLength(1);
    return found[0];
  };

  beforeAll(async () => {
    server = await startServer();
    world = await makeMeetingWorld(server);
    ({ issueIds } = await submittedIssues(world, 6));
    meeting = await Meeting.convene(world);
  }, 120_000);
  afterAll(() => server.stop());

  it('are put on its agenda, each pinned to what it was', async () => {
    items = [];
    for (const id of issueIds) items.push(await meeting.putOnAgenda(id));
    const { items: agenda, state } = await meeting.picture();
    expect(state).toBe('convened');
    expect(
      agenda.map(({ number, subject }: { number: number; subject: { id: string } }) => [number, subject.id]),
    ).toEqual(issueIds.map((id, i) => [i + 1, id]));
    for (const { subject } of agenda) expect(subject.contentHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('show what changed when one of them changed since', async () => {
    const { bytes, sha256: file } = evidenceBytes('补充材料');
    await world.reporter.send('POST', `evidence?name=${encodeURIComponent('补充.txt')}`, bytes);
    const attached = {
      sha256: file,
      name: '补充.txt',
      datedOn: '2023-11-10',
      criteria: [1],
    };
    await world.reporter.do(`issues/${issueIds[5]}/evidence`, { ...attached, voidsRequest: true });
    const changesOf = (n: number) => world.inspector.get(meeting.path(`/items/${items[n]}/changes`));
    expect(await changesOf(0)).toMatchObject({ changed: false, changes: [] });
    const { changed, changes } = await changesOf(5);
    const told = ['EvidenceAttached', 'RequestVoided'].map((type) => expect.objectContaining({ type, by: '李娜' }));
    expect([changed, changes]).toEqual([true, told]);
  });

  it('wait for a quorum: 4 of 9 cannot open, 5 of 9 can', async () => {
    const { members } = world;
    const entry = (present: number) =>
      members.map(({ id }, i) => ({
        personId: id,
        ...(i < present ? { attendance: 'present' } : { attendance: 'absent', reason: '公务' }),
      }));
    await meeting.do('/attendance', { entries: entry(4) });
    const refused = await meeting.try('/opening', {}, members[0]!.client);
    expect([refused.status, refused.body.code]).toEqual([409, 'meeting.no-quorum']);
    expect(refused.body.details).toMatchObject({ entitled: 9, present: 4, needed: 5 });
    await meeting.open();
    expect((await meeting.picture()).opened).toMatchObject({ present: 5, quorum: 5 });
  });

  it('pass with five of nine, by name and in secret, and fail with four', async () => {
    for (const n of [0, 1, 2]) await meeting.vote(items[n]!);
    await meeting.vote(items[3]!, { ballot: 'secret' });
    await meeting.vote(items[4]!, { noes: ['卫东'] });
    const { items: held } = await meeting.picture();
    expect(held.map(({ state }: { state: string }) => state)).toEqual([
      ...Array(4).fill('adopted'),
      'voted-down',
      'on-agenda',
    ]);
    expect(held[4].result.explanation.en).toContain('not passed: entitled 9, present 5, recused 1, yes 4 < 5');
    expect(held[3].vote).toMatchObject({ ballot: 'secret', votes: [] });
    expect(held[3].result).not.toHaveProperty('votes');
  });

  it('are put off when they changed since they were pinned', async () => {
    await meeting.do(`/items/${items[5]}/taking-up`);
    const refused = await meeting.try(`/items/${items[5]}/vote-opening`, { ballot: 'named' });
    expect([refused.status, refused.body.code]).toEqual([409, 'item.changed-since-pinned']);
    expect(await refusalOf(meeting.try('/closing'))).toEqual([409, 'meeting.items-undecided']);
    await meeting.do(`/items/${items[5]}/putting-off`, { reason: '材料有补充,待核实后再议' });
    await meeting.do('/closing');
  });

  it('are closed by themselves, once each, with meeting, item, rules, votes and hash', async () => {
    await until(async () => (await issue(3)).status === 'closed' && (await issue(4)).status === 'rectifying');
    const states = await Promise.all(issueIds.map(async (_, n) => (await issue(n)).status));
    expect(states).toEqual([...Array(4).fill('closed'), 'rectifying', 'rectifying']);
    const { items: held } = await meeting.picture();
    for (const n of [0, 1, 2, 3]) {
      const { data } = await ending(n);
      expect(data.decided).toMatchObject({
        way: 'meeting',
        meeting: { id: meeting.id },
        ruleSet: { key: 'party-group', version: 3 },
      });
      expect(data.contentHash).toBe(held[n].subject.contentHash);
      expect(JSON.stringify(data.decided)).toContain(items[n]);
    }
    expect((await ending(4)).type).toBe('ClosureVotedDown');
  });

  it('are told in a record that everybody present signs, and only then in a summary', async () => {
    await meeting.do('/record', { remarks: '无' });
    ({ sha256 } = (await meeting.picture()).record);
    const summary = { documentNumber: '〔2026〕3号' };
    expect(await refusalOf(meeting.try('/summary', summary))).toEqual([409, 'record.signatures-missing']);
    await meeting.do('/record', { remarks: '记录人补充:会议全程录音。' });
    expect((await meeting.picture()).record.edition).toBe(2);
    ({ sha256 } = (await meeting.picture()).record);
    const [first, ...others] = world.members.slice(0, 5);
    expect(await refusalOf(meeting.try('/record/signatures', { sha256: '0'.repeat(64) }, first!.client))).toEqual([
      409,
      'record.other-hash',
    ]);
    await first!.client.do(meeting.path('/record/signatures'), { sha256 });
    expect(await refusalOf(meeting.try('/record', { remarks: '另改' }))).toEqual([409, 'record.signed-already']);
    for (const { client } of others) await client.do(meeting.path('/record/signatures'), { sha256 });
    expect((await meeting.picture()).state).toBe('signed');
    await meeting.do('/summary', summary);
  });

  it('stand in record and summary as docx and HTML, the record under the hash that was signed', async () => {
    const file = (what: string) => world.inspector.download(meeting.path(`/${what}`));
    const { content, ...record } = JSON.parse(new TextDecoder().decode(await file('record?format=json')));
    expect(record.sha256).toBe(sha256);
    const sorted = (_: string, value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value;
    expect(createHash('sha256').update(JSON.stringify(content, sorted)).digest('hex')).toBe(sha256);
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    const html = text(await file('record?format=html'));
    for (const part of ['应到9人', '未通过', '赞成4票', '钱伟', '末位表态', sha256]) expect(html).toContain(part);
    expect(text(unzipSync(await file('record?format=docx'))['word/document.xml']!)).toContain(
      '巡察整改工作领导小组会议记录',
    );
    expect(text(await file('summary?format=html'))).toContain('〔2026〕3号');
    expect(text(unzipSync(await file('summary?format=docx'))['word/document.xml']!)).toContain('会议纪要');
  });

  it('are for those who belong to the body, keep its papers or watch over it, and for nobody else', async () => {
    for (const client of [world.members[7]!.client, world.guest.client, world.inspector, world.office])
      expect((await client.send('GET', meeting.path())).status).toBe(200);
    for (const client of [world.secondLeader, world.head, world.admin])
      expect([403, 404]).toContain((await client.send('GET', meeting.path())).status);
  });
});
