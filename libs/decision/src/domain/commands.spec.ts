import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { CommandClass } from '#event-sourcing';
import { body } from './body/body.js';
import { meeting } from './meeting/meeting.js';
import * as bodies from './body/commands.js';
import * as meetings from './meeting/commands.js';

const wrongFields = (type: CommandClass, body: object): string[] =>
  validateSync(plainToInstance(type, body, { exposeDefaultValues: true }), {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
  }).map(({ property }) => property);

const share = { numerator: 1, denominator: 2, inclusive: true, source: '第三条' };
const own = {
  title: '本单位规则',
  source: '议事规则',
  quorum: share,
  passing: { ...share, of: 'entitled' },
  ballots: ['named'],
  chairSpeaksLast: true,
  recused: 'entitled',
  involved: 'recused',
};
const establishing = {
  name: '领导小组',
  competence: ['closure'],
  ruleSet: { preset: 'party-group' },
  members: [{ personId: 'p1', position: 'chair', from: '2023-01-01' }],
  secretaryId: 'p2',
};
const convening = { bodyId: 'b1', title: '会议', heldOn: '2023-11-20', place: '会议室', form: 'meeting' };

const item = { itemId: 'item-1' };
const day = '2023-11-20';

const wellFormed: readonly (readonly [CommandClass, object])[] = [
  [bodies.EstablishBody, establishing],
  [bodies.EstablishBody, { ...establishing, ruleSet: { own } }],
  [bodies.AdoptRuleSet, { ruleSet: { preset: 'sign-offs', required: 2 }, reason: '小型单位' }],
  [bodies.AppointMember, { personId: 'p3', position: 'member', from: '2023-01-01', to: '2024-01-01' }],
  [bodies.AppointChair, { personId: 'p3', from: '2023-01-01' }],
  [bodies.EndMembership, { personId: 'p3', to: day, reason: '调离' }],
  [bodies.ExcludeMember, { personId: 'p3', from: '2023-01-01', reason: '停职' }],
  [bodies.EndExclusion, { personId: 'p3', to: day, reason: '复职' }],
  [bodies.AppointSecretary, { personId: 'p3' }],
  [bodies.ChangeCompetence, { competence: ['plan'], reason: '调整' }],
  [bodies.DissolveBody, { reason: '撤销' }],
  [meetings.ConveneMeeting, convening],
  [meetings.ConveneMeeting, { ...convening, form: 'circulation' }],
  [meetings.ConveneMeeting, { ...convening, agenda: [{ matter: 'other', title: '通报' }] }],
  [meetings.ConveneMeeting, { ...convening, reason: '补录', papers: [{ title: '会议记录', sha256: 'a'.repeat(64) }] }],
  [
    meetings.ConveneMeeting,
    {
      ...convening,
      reason: '补录',
      papers: [{ title: '会议记录', documentNumber: '整改领〔2023〕2号', date: '2023-03-01', sha256: 'a'.repeat(64) }],
    },
  ],
  [meetings.MoveMeeting, { heldOn: day, place: '二会议室', reason: '改期' }],
  [meetings.PutOnAgenda, { matter: 'long-term', subjectId: 'i1', reviewOn: '2024-05-31' }],
  [meetings.TakeOffAgenda, item],
  [meetings.PinAnew, item],
  [meetings.RecordAttendance, { entries: [{ personId: 'p1', attendance: 'absent', reason: '出差' }] }],
  [meetings.OpenMeeting, {}],
  [meetings.TakeUpItem, item],
  [meetings.NoteDiscussion, { ...item, speakerId: 'p1', text: '同意' }],
  [meetings.RecuseMember, { ...item, personId: 'p1', reason: '回避' }],
  [meetings.OpenVote, { ...item, ballot: 'secret' }],
  [meetings.CastVote, { ...item, choice: 'abstain', personId: 'p1' }],
  [meetings.StateChairView, { ...item, text: '同意' }],
  [
    meetings.RecordItem,
    {
      ...item,
      attendance: [{ personId: 'p1', attendance: 'absent', reason: '离会' }],
      recusals: [{ personId: 'p1', reason: '亲属' }],
      discussion: [{ speakerId: 'p1', text: '同意' }],
      chairView: '同意',
      votes: [{ personId: 'p1', choice: 'yes' }],
    },
  ],
  [meetings.RecordItem, { ...item, votes: [{ personId: 'p1', choice: 'no' }] }],
  [meetings.DecideItem, item],
  [meetings.PutOffItem, item],
  [meetings.CloseMeeting, {}],
  [meetings.CancelMeeting, { reason: '改期' }],
  [meetings.DrawUpRecord, { remarks: '无' }],
  [meetings.CorrectRecord, { correction: '第二项发言人应为李委员', number: 2, reason: '笔误' }],
  [meetings.SignRecord, { sha256: 'a'.repeat(64) }],
  [meetings.IssueSummary, { documentNumber: '〔2023〕3号' }],
];

describe('a well-formed body', () => {
  it('exists here for every command that a client may send', () => {
    const decided = [body, meeting].flatMap(({ decisions }) => decisions.map(({ command }) => command.name));
    const here = new Set(wellFormed.map(([{ name }]) => name));
    expect(decided.filter((name) => !here.has(name)).map((name) => `write a body of ${name}`)).toEqual([]);
  });

  it.each(wellFormed)('of %p is taken', (type, sent) => {
    expect(wrongFields(type, sent)).toEqual([]);
  });

  it.each(wellFormed)('of %p names each field of a wrong type, and one that it does not know', (type, sent) => {
    const spoiled = Object.fromEntries(Object.keys(sent).map((field) => [field, { not: 'this' }]));
    expect(wrongFields(type, { ...spoiled, surprise: 1 }).sort()).toEqual([...Object.keys(sent), 'surprise'].sort());
  });
});

describe('a malformed body', () => {
  it.each<[string, CommandClass, object, string[]]>([
    ['no members', bodies.EstablishBody, { ...establishing, members: [] }, ['members']],
    ['no competence', bodies.EstablishBody, { ...establishing, competence: [] }, ['competence']],
    ['a matter twice', bodies.ChangeCompetence, { competence: ['plan', 'plan'], reason: '调整' }, ['competence']],
    ['a matter that there is not', bodies.ChangeCompetence, { competence: ['war'], reason: '调整' }, ['competence']],
    ['a rule set that there is not', bodies.AdoptRuleSet, { ruleSet: { preset: 'mine' }, reason: '调整' }, ['ruleSet']],
    [
      'a share of nothing',
      bodies.AdoptRuleSet,
      { ruleSet: { own: { ...own, quorum: { ...share, denominator: 0 } } }, reason: '调整' },
      ['ruleSet'],
    ],
    ['no reason', bodies.DissolveBody, {}, ['reason']],
    [
      'a chair appointed as a member',
      bodies.AppointMember,
      { personId: 'p1', position: 'chair', from: '2023-01-01' },
      ['position'],
    ],
    [
      'people as somebody claims them',
      bodies.AppointChair,
      { personId: 'p1', from: '2023-01-01', people: {} },
      ['people'],
    ],
    ['a form that there is not', meetings.ConveneMeeting, { ...convening, form: 'by-phone' }, ['form']],
    ['a day that there is not', meetings.ConveneMeeting, { ...convening, heldOn: '2023-02-30' }, ['heldOn']],
    [
      'a paper of a day that there is not',
      meetings.ConveneMeeting,
      { ...convening, papers: [{ title: '会议记录', date: '2023-02-30', sha256: 'a'.repeat(64) }] },
      ['papers'],
    ],
    ['facts of a body', meetings.OpenMeeting, { body: {} }, ['body']],
    ['facts of the subject', meetings.OpenVote, { itemId: 'item-1', ballot: 'named', current: {} }, ['current']],
    ['a seal', meetings.OpenVote, { itemId: 'item-1', ballot: 'secret', seal: {} }, ['seal']],
    ['a choice that there is not', meetings.CastVote, { itemId: 'item-1', choice: 'maybe' }, ['choice']],
    ['a ballot sealed elsewhere', meetings.CastVote, { itemId: 'item-1', choice: 'yes', sealed: 'x' }, ['sealed']],
    ['ballots opened elsewhere', meetings.DecideItem, { itemId: 'item-1', opened: ['yes'] }, ['opened']],
    ['no votes', meetings.RecordItem, { itemId: 'item-1', votes: [] }, ['votes']],
    ['a vote of nobody', meetings.RecordItem, { itemId: 'item-1', votes: [{ choice: 'yes' }] }, ['votes']],
    ['a show of hands by account', meetings.OpenVote, { itemId: 'item-1', ballot: 'show-of-hands' }, ['ballot']],
    ['nobody called', meetings.RecordAttendance, { entries: [] }, ['entries']],
    ['a digest of its own', meetings.DrawUpRecord, { sha256: 'a'.repeat(64) }, ['sha256']],
    ['half a digest', meetings.SignRecord, { sha256: 'a'.repeat(32) }, ['sha256']],
    ['no reason for a recusal', meetings.RecuseMember, { itemId: 'item-1', personId: 'p1' }, ['reason']],
  ])('is refused for %s', (_, type, body, fields) => {
    expect(wrongFields(type, body)).toEqual(fields);
  });
});

describe('text that nobody sees', () => {
  it.each([['\u200b'], ['\u2800'], ['\u3164'], ['\u115f'], ['\u1160'], ['\uffa0']])('is refused: %j', (text) => {
    expect(wrongFields(bodies.EstablishBody, { ...establishing, name: text, reason: text })).toEqual([
      'name',
      'reason',
    ]);
    expect(wrongFields(bodies.DissolveBody, { reason: text })).toEqual(['reason']);
  });

  it('is also what holds nothing but blanks, where it must be given; where it may be left out, it says nothing', () => {
    expect(wrongFields(bodies.EstablishBody, { ...establishing, name: ' \n', reason: ' \n' })).toEqual(['name']);
    expect(wrongFields(bodies.DissolveBody, { reason: ' \n' })).toEqual(['reason']);
  });

  it('is not what ordinary words are taken for', () => {
    for (const text of ['整改办', 'Office', '👍', 'Zoë'])
      expect(wrongFields(bodies.EstablishBody, { ...establishing, name: text, reason: text })).toEqual([]);
  });
});
