import { canonical } from '#event-sourcing';
import { BadShape } from '#event-sourcing-nest';
import { chair, fifth, nine, ready, secretary, subject, third } from '../domain/examples.js';
import * as bodies from '../domain/body/commands.js';
import type { BodyEstablished } from '../domain/body/events.js';
import * as meetings from '../domain/meeting/commands.js';
import type { MeetingEvent } from '../domain/meeting/events.js';
import { meetingDecider, recordOf } from '../index.js';
import { digest, World } from './world.fixture.js';

type Fact<T extends MeetingEvent['type']> = Extract<MeetingEvent, { type: T }>;

let world: World;

beforeEach(async () => {
  world = await World.begin();
  await world.establish();
});

const last = async <T extends MeetingEvent['type']>(type: T): Promise<Fact<T>['data']> =>
  (await world.events('meeting-m1')).findLast((event) => event.type === type)!.data as Fact<T>['data'];

describe('a body', () => {
  it('is made of people as the directory has them', async () => {
    const [event] = (await world.events('body-b1')) as unknown as BodyEstablished[];
    expect(event!.data.members.map(({ person }) => person.name)).toEqual(nine.map(({ name }) => name));
    expect(event!.data.secretary).toEqual(secretary);
  });

  it('takes nobody whom the directory does not have, whatever the command says', async () => {
    const body = { personId: 'nobody', position: 'member', from: '2023-01-01' };
    const unknown = { code: 'person.unknown', field: 'personId', id: 'nobody' };
    expect(await world.refusal(bodies.AppointMember, secretary, { id: 'b1', body })).toEqual(unknown);
    const to = { personId: 'nobody', from: '2023-02-01' };
    expect(await world.refusal(bodies.AppointChair, secretary, { id: 'b1', body: to })).toEqual(unknown);
    const keeper = { personId: 'nobody' };
    expect(await world.refusal(bodies.AppointSecretary, secretary, { id: 'b1', body: keeper })).toEqual(unknown);
  });
});

describe('a meeting', () => {
  it('is of a body that there is', async () => {
    const body = { bodyId: 'b9', title: '会议', heldOn: '2023-11-20', place: '会议室', form: 'meeting' };
    expect(await world.refusal(meetings.ConveneMeeting, secretary, { id: 'm1', body })).toMatchObject({
      code: 'body.unknown',
      id: 'b9',
    });
    const early = { ...body, bodyId: 'b1', heldOn: '2022-11-20' };
    expect(await world.refusal(meetings.ConveneMeeting, secretary, { id: 'm1', body: early })).toMatchObject({
      code: 'meeting.before-chair',
    });
  });

  it('has the members of its day entitled, not those of today', async () => {
    const change = (type: Parameters<World['send']>[0], body: object) =>
      world.send(type, secretary, { id: 'b1', body: { ...body, reason: '调整' } });
    await change(bodies.EndMembership, { personId: fifth.id, to: '2023-11-19' });
    await change(bodies.EndMembership, { personId: nine[5]!.id, to: '2023-11-20' });
    await change(bodies.ExcludeMember, { personId: third.id, from: '2023-11-20', to: '2023-11-20' });
    await change(bodies.ExcludeMember, { personId: nine[8]!.id, from: '2023-11-21' });
    await world.send(bodies.AppointChair, secretary, { id: 'b1', body: { personId: nine[3]!.id, from: '2023-11-21' } });
    await world.convene();
    const entries = nine
      .filter((one) => one !== fifth && one !== third)
      .map(({ id: personId }) => ({ personId, attendance: 'present' }));
    await world.send(meetings.RecordAttendance, secretary, { id: 'm1', body: { entries } });
    await world.send(meetings.OpenMeeting, secretary, { id: 'm1' });
    const { entitled, chair: presides, quorum } = await last('MeetingOpened');
    expect(entitled.map(({ person }) => person.name)).toEqual(
      nine.filter((one) => one !== fifth && one !== third).map(({ name }) => name),
    );
    expect([presides, quorum]).toEqual([chair, 4]);
  });

  it('records who attends with post and unit as of its day', async () => {
    await world.convene();
    const entries = [{ personId: third.id, attendance: 'present' }];
    await world.send(meetings.RecordAttendance, secretary, { id: 'm1', body: { entries } });
    expect(await last('AttendanceRecorded')).toMatchObject({
      person: { ...third, post: '职员', unit: '第一单位' },
    });
    const nobody = [{ personId: 'nobody', attendance: 'present' }];
    expect(await world.refusal(meetings.RecordAttendance, secretary, { id: 'm1', body: { entries: nobody } })).toEqual({
      code: 'person.unknown',
      field: 'entries[0].personId',
      id: 'nobody',
    });
    expect(await world.refusal(meetings.RecordAttendance, secretary, { id: 'm9', body: { entries } })).toMatchObject({
      code: 'meeting.unknown',
    });
  });

  it('asks the owner of each matter for what is put on its agenda', async () => {
    world.subjects.facts.set('r1', ready(subject('r1', { kind: 'plan' })));
    world.subjects.facts.set('i2', ready(subject('i2')));
    await world.convene();
    const put = (body: object) => world.refusal(meetings.PutOnAgenda, secretary, { id: 'm1', body: { ...body } });
    await put({ matter: 'plan', subjectId: 'r1' });
    await put({ matter: 'long-term', subjectId: 'i2', reviewOn: '2024-05-31' });
    expect(await put({ matter: 'closure', subjectId: 'i9' })).toMatchObject({ code: 'item.subject-unknown' });
    expect(await put({ matter: 'other', title: '其他' })).toMatchObject({ code: 'body.not-competent' });
    expect(world.subjects.asked).toEqual(['closure i1', 'plan r1', 'longTerm i2', 'closure i9']);
    expect((await last('ItemPutOnAgenda')).subject).toEqual(subject('i2'));
  });

  it('takes a vote on what the thing is now, not on what it was', async () => {
    const itemId = await world.convene();
    await world.open(itemId, 5);
    const changed = subject('i1', { contentHash: 'h2' });
    world.subjects.facts.set('i1', ready(changed));
    const vote = () => world.refusal(meetings.OpenVote, secretary, { id: 'm1', body: { itemId, ballot: 'named' } });
    expect(await vote()).toMatchObject({ code: 'item.changed-since-pinned', pinned: 'h1', current: 'h2' });
    await world.send(meetings.PinAnew, secretary, { id: 'm1', body: { itemId } });
    expect(await vote()).toEqual({ done: ['VoteOpened'] });
    await world.vote(itemId, ['yes', 'yes', 'yes', 'yes', 'abstain']);
    expect(await world.send(meetings.DecideItem, secretary, { id: 'm1', body: { itemId } })).toEqual(['ItemVotedDown']);
    expect(await last('ItemVotedDown')).toMatchObject({
      subject: changed,
      meeting: { id: 'm1' },
      result: { explanation: { en: 'not passed: entitled 9, present 5, yes 4 < 5' } },
    });
  });

  it('has its record digested as it is, and signed by that digest', async () => {
    const itemId = await world.convene();
    await world.open(itemId, 5);
    expect(await world.refusal(meetings.DrawUpRecord, secretary, { id: 'm1' })).toMatchObject({
      code: 'meeting.not-closed',
    });
    await world.send(meetings.PutOffItem, secretary, { id: 'm1', body: { itemId } });
    await world.send(meetings.CloseMeeting, secretary, { id: 'm1' });
    await world.send(meetings.DrawUpRecord, secretary, { id: 'm1', body: { remarks: '无' } });
    const { sha256 } = await last('RecordDrawnUp');
    const { state } = await world.engine.lookup.state(meetingDecider, 'm1');
    expect(sha256).toBe(digest(canonical(recordOf(state!, { remarks: '无', form: 2 }))));
    const issue = () =>
      world.refusal(meetings.IssueSummary, secretary, { id: 'm1', body: { documentNumber: '〔2023〕3号' } });
    for (const member of nine.slice(0, 5)) {
      expect(await issue()).toMatchObject({ code: 'record.signatures-missing' });
      await world.send(meetings.SignRecord, member, { id: 'm1', body: { sha256 } });
    }
    expect(await issue()).toEqual({ done: ['SummaryIssued'] });
  });

  it('takes no fact from a request', () => {
    const claims = ['body', 'current', 'people', 'sealed', 'opened', 'seal', 'onBehalfOf', 'actor'];
    for (const claim of claims) {
      const body = { itemId: 'item-1', choice: 'yes', [claim]: {} };
      expect(() => world.command(meetings.CastVote, third, { id: 'm1', body })).toThrow(BadShape);
    }
  });
});
