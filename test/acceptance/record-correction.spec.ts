import { makeMeetingWorld, Meeting, type MeetingWorld } from '../support/meeting-world.js';
import type { Client } from '../support/client.js';
import { refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';

describe('a record with a mistake in it', () => {
  let server: RunningServer;
  let world: MeetingWorld;
  let meeting: Meeting;
  const wrong = { correction: '发言人应为陈晓', number: 1, reason: '笔误' };
  const there = () => world.members.slice(0, 5);
  const record = async () => (await meeting.picture()).record;
  const sign = async (by: Client) => by.do(meeting.path('/record/signatures'), { sha256: (await record()).sha256 });
  const kindsFor = async (who: Client): Promise<string[]> => {
    const { items } = await who.get(`inbox?limit=500&after=${await server.engine.store.head()}`);
    return items.map(({ kind }: { kind: string }) => kind);
  };
  const paper = async (edition: number) =>
    JSON.parse(
      new TextDecoder().decode(await world.inspector.download(meeting.path(`/record?format=json&edition=${edition}`))),
    );
  const correct = (by: Client, over: object = {}) => meeting.try('/record/corrections', { ...wrong, ...over }, by);

  beforeAll(async () => {
    server = await startServer();
    world = await makeMeetingWorld(server);
    meeting = await Meeting.convene(world);
    await meeting.do('/items', { matter: 'other', title: '部署工作' });
    await meeting.open();
    const [{ itemId }] = (await meeting.picture()).items;
    await meeting.vote(itemId);
    await meeting.do('/closing');
    await meeting.do('/record');
  }, 120_000);
  afterAll(() => server.stop());

  it('is drawn up anew before anybody has signed', async () => {
    await refused(correct(world.secretary.client), 409, 'record.not-signed');
    await meeting.do('/record', { remarks: '全程录音' });
    expect(await record()).toMatchObject({ edition: 2, signatures: [] });
  });

  it('is corrected once somebody has: who signed is asked again, and both editions stay', async () => {
    const [chair, second] = there();
    await sign(chair!.client);
    await refused(correct(second!.client), 403, 'record.not-secretary');
    const { sha256: before } = await record();
    expect(await kindsFor(chair!.client)).not.toContain('record-sign');
    const { body } = await correct(world.secretary.client);
    expect(body.events).toMatchObject([{ type: 'RecordCorrected' }]);
    expect(await kindsFor(chair!.client)).toContain('record-sign');
    const { record: now, earlierRecords } = await meeting.picture();
    expect(now).toMatchObject({ edition: 3, signatures: [], corrections: [{ text: wrong.correction, number: 1 }] });
    expect(earlierRecords).toMatchObject([{ edition: 2, sha256: before, voided: [{ name: chair!.name }] }]);
    await refused(meeting.try('/record/signatures', { sha256: before }, chair!.client), 409, 'record.other-hash');
    expect(await paper(2)).toMatchObject({ edition: 2, sha256: before, signatures: [{ name: chair!.name }] });
    expect((await paper(2)).content.corrections).toBeUndefined();
    expect((await paper(3)).content.corrections).toMatchObject([{ text: wrong.correction, reason: '笔误' }]);
    await refused(
      world.inspector.send('GET', meeting.path('/record?format=json&edition=9')),
      404,
      'record.no-such-edition',
    );
  });

  it('is corrected by chair and secretary together once all have signed, its summary included', async () => {
    for (const { client } of there()) await sign(client);
    await meeting.do('/summary', { documentNumber: '〔2026〕1号' });
    const [chair, second] = there();
    await refused(correct(second!.client), 403, 'record.corrected-by-two');
    const again = { correction: '会议地点应为三楼' };
    expect((await correct(world.secretary.client, again)).body.events).toMatchObject([
      { type: 'RecordCorrectionProposed' },
    ]);
    expect((await record()).proposal).toMatchObject({ text: again.correction, by: '秦川' });
    expect((await correct(world.secretary.client, again)).body.events).toEqual([]);
    const { items } = await chair!.client.get(`inbox?limit=500&after=${await server.engine.store.head()}`);
    const [waits] = items.filter(({ kind }: { kind: string }) => kind === 'record-correction');
    expect(waits.acts).toMatchObject([{ act: 'CorrectRecord', given: { correction: again.correction, number: 1 } }]);
    await refused(correct(second!.client, again), 403, 'record.corrected-by-two');
    expect((await correct(chair!.client, again)).body.events).toMatchObject([{ type: 'RecordCorrected' }]);
    const { state, summary, earlierRecords } = await meeting.picture();
    expect([state, summary, earlierRecords.at(-1).summary.documentNumber]).toEqual([
      'recorded',
      undefined,
      '〔2026〕1号',
    ]);
    const old = await world.inspector.download(meeting.path('/summary?format=md&edition=3'));
    expect(new TextDecoder().decode(old)).toContain('〔2026〕1号');
    await refused(meeting.try('/summary', { documentNumber: '〔2026〕2号' }), 409, 'record.signatures-missing');
    for (const { client } of there()) await sign(client);
    await meeting.do('/summary', { documentNumber: '〔2026〕2号' });
    expect((await meeting.picture()).summary.documentNumber).toBe('〔2026〕2号');
  });
});
