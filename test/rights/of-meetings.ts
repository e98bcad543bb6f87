import { today } from '../support/meeting-world.js';
import { type ByWho, get, post, type Row, type Rows } from './rows.js';
import type { Thing } from './things.js';

type Body = object | ((thing: Thing) => object);

const sent = (body: Body, thing: Thing): object => (typeof body === 'function' ? body(thing) : body);

const body = (rest: string, asked: Body = {}): Row => ({
  of: 'body',
  asks: (thing) => post(`bodies/${thing.id}${rest.replace('MEMBER', thing.more['memberId']!)}`, sent(asked, thing)),
  roles: ['admin'],
  in: { standing: 'yes', dissolved: '409 body.dissolved' },
});

const REASON = { reason: '调整' };

const bodies: Rows = {
  EstablishBody: {
    of: 'body',
    asks: ({ more }) =>
      post('bodies', {
        name: '新的小组',
        competence: ['other'],
        ruleSet: { preset: 'simple-majority' },
        members: [
          { personId: more['memberId'], position: 'chair', from: '2020-01-01' },
          { personId: more['newcomerId'], position: 'member', from: '2020-01-01' },
        ],
        secretaryId: more['newcomerId'],
      }),
    roles: ['admin'],
  },
  AppointMember: body('/members', ({ more }: Thing) => ({
    personId: more['newcomerId'],
    position: 'member',
    from: '2024-01-01',
  })),
  AppointChair: body('/chair', ({ more }: Thing) => ({ personId: more['memberId'], from: today() })),
  EndMembership: body('/members/MEMBER/end', { to: today(), ...REASON }),
  ExcludeMember: body('/members/MEMBER/exclusion', { from: today(), ...REASON }),
  EndExclusion: {
    ...body('/members/MEMBER/exclusion-end', { to: today(), ...REASON }),
    in: { standing: '409 body.not-excluded', dissolved: '409 body.dissolved' },
  },
  AppointSecretary: body('/secretary', ({ more }: Thing) => ({ personId: more['newcomerId'] })),
  ChangeCompetence: { ...body('/competence', { competence: ['other'], ...REASON }), proof: 'fresh' },
  AdoptRuleSet: { ...body('/rule-set', { ruleSet: { preset: 'simple-majority' }, ...REASON }), proof: 'fresh' },
  DissolveBody: { ...body('/dissolution', REASON), in: { else: 'yes' } },
  ListBodies: { of: 'body', asks: () => get('bodies?limit=500'), roles: 'signed-in', shows: 'mark' },
  FindBody: { of: 'body', asks: ({ id }) => get(`bodies/${id}`), roles: 'signed-in', shows: 'mark' },
  ReadBodyHistory: {
    of: 'body',
    asks: ({ id }) => get(`bodies/${id}/history`),
    roles: 'signed-in',
    scopes: ['read', 'audit'],
    shows: 'mark',
  },
  ListRuleSets: { of: 'nothing', asks: () => get('rule-sets'), roles: 'signed-in' },
};

const PARTICIPANTS = ['office', 'leader', 'unit-head'] as const;
const READERS = [...PARTICIPANTS, 'inspector', 'audit'] as const;

const meeting = (rest: string, asked: Body, states: Row['in']): Row => ({
  of: 'meeting',
  asks: (thing) => post(`meetings/${thing.id}${rest.replace('ITEM', thing.more['itemId']!)}`, sent(asked, thing)),
  roles: PARTICIPANTS,
  in: states,
});
const item = (rest: string, asked: Body, states: Row['in']): Row => meeting(`/items/ITEM${rest}`, asked, states);

const conducted = (then: '409 item.no-subject' | 'yes' | `409 ${string}` = 'yes'): ByWho => ({
  chair: then,
  secretary: then,
  else: '403 meeting.not-secretary-nor-chair',
});
const secretaryOnly = (then: 'yes' | `409 ${string}` = 'yes'): ByWho => ({
  secretary: then,
  else: '403 record.not-secretary',
});

const OPENED = '409 meeting.opened-already';
const NOT_OPEN = '409 meeting.not-open';
const CLOSED = '409 meeting.closed';
const NOT_CLOSED = '409 meeting.not-closed';
const whileOpen = (verdict: ByWho) => ({ open: verdict, voting: verdict, voted: verdict, decided: verdict });
const behind = { closed: CLOSED, recorded: CLOSED, signed: CLOSED } as const;
/** An act on the first item, which is decided in the end. */
const onItem = (states: Row['in']): Row['in'] => ({ convened: NOT_OPEN, ...behind, ...states });
const decidedAlready = conducted('409 item.decided-already');

const agenda: Rows = {
  ConveneMeeting: {
    of: 'body',
    asks: ({ id }) => post('meetings', { bodyId: id, title: '又一次会议', heldOn: today(), place: '二楼' }),
    roles: PARTICIPANTS,
    in: { standing: conducted(), dissolved: '409 body.dissolved' },
  },
  PutOnAgenda: meeting(
    '/items',
    { matter: 'other', title: '部署工作' },
    {
      convened: conducted(),
      ...whileOpen(OPENED),
      ...behind,
    },
  ),
  TakeOffAgenda: item('/removal', {}, { convened: conducted(), ...whileOpen(OPENED), ...behind }),
  PinAnew: {
    of: 'meeting',
    asks: ({ id, more }) => post(`meetings/${id}/items/${more['subjectItemId']}/pin`),
    roles: PARTICIPANTS,
    in: { convened: conducted(), ...whileOpen(conducted()), decided: decidedAlready, ...behind },
  },
  RecordAttendance: meeting(
    '/attendance',
    ({ more }: Thing) => ({ entries: [{ personId: more['absentId'], attendance: 'absent', reason: '改为病假' }] }),
    {
      convened: conducted(),
      open: conducted(),
      ...behind,
      decided: conducted(),
      else: conducted('409 meeting.attendance-during-vote'),
    },
  ),
  OpenMeeting: meeting('/opening', {}, { convened: conducted(), ...whileOpen('yes'), ...behind }),
  MoveMeeting: meeting(
    '/move',
    { ...REASON, heldOn: today(), place: '三楼会议室' },
    { convened: conducted(), ...whileOpen(OPENED), ...behind },
  ),
  CancelMeeting: meeting('/cancellation', REASON, {
    convened: conducted(),
    open: conducted(),
    ...behind,
    else: conducted('409 meeting.vote-begun'),
  }),
  CloseMeeting: meeting(
    '/closing',
    {},
    {
      convened: NOT_OPEN,
      decided: conducted(),
      closed: 'yes',
      recorded: 'yes',
      signed: 'yes',
      else: conducted('409 meeting.items-undecided'),
    },
  ),
};

const voteIn = (then: { chair: 'yes' | `409 ${string}`; member: 'yes' | `409 ${string}` }): ByWho => ({
  ...then,
  absent: '403 vote.absent',
  'sitting-in': '403 vote.sitting-in',
  else: '403 vote.not-entitled',
});
const presiding = (then: 'yes' | `409 ${string}`): ByWho => ({ chair: then, else: '403 item.not-presiding' });
/** Of the one who stands aside, and of the other members who are there. */
const recusal = (then: 'yes' | `409 ${string}`): ByWho => ({
  chair: then,
  member: then,
  else: '403 item.recusal-by-another',
});

const items: Rows = {
  TakeUpItem: item('/taking-up', {}, onItem({ ...whileOpen(conducted()), decided: decidedAlready })),
  NoteDiscussion: item(
    '/notes',
    ({ more }: Thing) => ({ speakerId: more['memberId'], text: '同意' }),
    onItem({
      open: conducted(),
      voting: conducted('409 item.chair-spoke-last'),
      voted: conducted('409 item.chair-spoke-last'),
      decided: decidedAlready,
    }),
  ),
  RecuseMember: item(
    '/recusals',
    ({ more }: Thing) => ({ personId: more['memberId'], reason: '亲属' }),
    onItem({
      open: recusal('yes'),
      voting: recusal('409 item.vote-opened'),
      voted: recusal('409 item.vote-opened'),
      decided: recusal('409 item.decided-already'),
    }),
  ),
  OpenVote: item(
    '/vote-opening',
    { ballot: 'named' },
    onItem({
      ...whileOpen(conducted()),
      open: conducted('409 item.chair-view-missing'),
      decided: decidedAlready,
    }),
  ),
  CastVote: {
    ...item(
      '/votes',
      { choice: 'yes' },
      onItem({
        open: voteIn({ chair: '409 vote.not-open', member: '409 vote.not-open' }),
        voting: voteIn({ chair: 'yes', member: 'yes' }),
        voted: voteIn({ chair: '409 vote.cast-already', member: '409 vote.cast-already' }),
        decided: voteIn({ chair: '409 vote.closed', member: '409 vote.closed' }),
      }),
    ),
    proof: 'fresh',
  },
  StateChairView: item(
    '/chair-view',
    { text: '同意' },
    onItem({
      open: presiding('409 item.others-not-heard'),
      voting: presiding('yes'),
      voted: presiding('yes'),
      decided: presiding('yes'),
    }),
  ),
  RecordItem: item(
    '/recording',
    ({ more }: Thing) => ({
      discussion: [{ speakerId: more['memberId'], text: '同意' }],
      chairView: '同意',
      votes: [more['memberId'], more['chairId']].map((personId) => ({ personId, choice: 'yes' })),
    }),
    onItem({
      open: conducted(),
      voting: conducted('409 item.vote-opened'),
      voted: conducted('409 item.vote-opened'),
      decided: decidedAlready,
    }),
  ),
  DecideItem: item(
    '/decision',
    {},
    onItem({
      open: conducted('409 vote.not-open'),
      voting: conducted('409 vote.incomplete'),
      voted: conducted(),
      decided: conducted(),
    }),
  ),
  PutOffItem: item('/putting-off', REASON, onItem({ ...whileOpen(conducted()), decided: decidedAlready })),
};

const notYetClosed = { convened: NOT_CLOSED, ...whileOpen(NOT_CLOSED) } as const;
const attended: ByWho = {
  chair: 'yes',
  member: 'yes',
  'sitting-in': 'yes',
  secretary: 'yes',
  else: '403 record.not-attending',
};

const records: Rows = {
  DrawUpRecord: meeting(
    '/record',
    { remarks: '另有补充' },
    {
      ...notYetClosed,
      closed: secretaryOnly(),
      recorded: secretaryOnly(),
      signed: secretaryOnly('409 record.signed-already'),
    },
  ),
  CorrectRecord: {
    ...meeting(
      '/record/corrections',
      { ...REASON, correction: '发言人有误' },
      {
        ...notYetClosed,
        closed: '409 record.not-drawn-up',
        recorded: '409 record.not-signed',
        // All have signed.
        signed: { chair: 'yes', secretary: 'yes', else: '403 record.corrected-by-two' },
      },
    ),
    proof: 'fresh',
  },
  SignRecord: {
    ...meeting('/record/signatures', ({ more }: Thing) => ({ sha256: more['sha256'] }), {
      ...notYetClosed,
      closed: '409 record.not-drawn-up',
      else: attended,
    }),
    proof: 'fresh',
  },
  IssueSummary: meeting(
    '/summary',
    { documentNumber: '〔2026〕1号' },
    {
      ...notYetClosed,
      closed: '409 record.not-drawn-up',
      recorded: secretaryOnly('409 record.signatures-missing'),
      signed: secretaryOnly(),
    },
  ),
};

const read = (path: string, more: Partial<Row> = {}): Row => ({
  of: 'meeting',
  asks: (thing) => get(path.replace('ID', thing.id).replace('ITEM', thing.more['subjectItemId']!)),
  roles: READERS,
  ...more,
});

const reading: Rows = {
  ListMeetings: read('meetings?limit=500', {
    toAll: true,
    shows: 'mark',
    shownTo: ['chair', 'secretary', 'member', 'absent'],
  }),
  FindMeeting: read('meetings/ID', { shows: 'mark' }),
  MeetingDuties: read('meetings/duties', { roles: 'signed-in', toAll: true }),
  ListMeetingActions: read('meetings/ID/actions'),
  ListItemActions: read('meetings/ID/items/ITEM/actions'),
  AgendaItemChanges: read('meetings/ID/items/ITEM/changes'),
  MeetingRecord: read('meetings/ID/record', {
    shows: 'mark',
    in: { recorded: 'yes', signed: 'yes', else: '409 record.not-drawn-up' },
  }),
  MeetingSummary: read('meetings/ID/summary', { may: '404 record.no-summary' }),
  ReadMeetingHistory: read('meetings/ID/history', { shows: 'mark' }),
};

export const meetingRights: Rows = { ...bodies, ...agenda, ...items, ...records, ...reading };
