import type { PeopleFacts } from './state.js';
import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import { by, chair, established, fifth, nine, secretary, stranger, theBody, third, vice } from '../examples.js';
import { partyGroup, signOffs, simpleMajority } from '../rules/presets.js';
import { matters } from '../rules/rule-set.js';
import { body } from './body.js';
import * as commands from './commands.js';
import type { BodyEstablished, BodyEvent } from './events.js';

const given = givenDecider(body);
const people = new Map([...nine, secretary, stranger].map((person) => [person.id, person]));
const data = (established as BodyEstablished).data;
const listed = data.members.map(({ person, position, from }) => ({ personId: person.id, position, from }));

const establishing = (over: Partial<commands.EstablishBody & PeopleFacts> = {}) =>
  informed<commands.EstablishBody, PeopleFacts>(commands.EstablishBody, {
    name: theBody.name,
    competence: ['closure', 'plan', 'other', 'long-term'],
    ruleSet: { preset: 'party-group' },
    members: listed,
    secretaryId: secretary.id,
    people,
    ...over,
  });

const own = (over: Partial<commands.OwnRulesBody> = {}): commands.OwnRulesBody => ({
  title: '本单位规则',
  source: '议事规则',
  quorum: { numerator: 1, denominator: 2, inclusive: true, source: '第三条' },
  passing: { numerator: 1, denominator: 2, inclusive: false, of: 'present', source: '第四条' },
  ballots: ['named'],
  chairSpeaksLast: true,
  recused: 'left-out',
  involved: 'refused',
  ...over,
});

const adopting = (ruleSet: commands.RuleSetBody) => commanded(commands.AdoptRuleSet, { ruleSet, reason: '换届' });

describe('no body', () => {
  it('is established with its members, its competence in the order of the matters, and its rules', () => {
    given().when(establishing()).thenEvents(established);
  });

  it.each<[string, commands.RuleSetBody, number]>([
    ['a quorum of nobody', { own: own({ quorum: { numerator: 0, denominator: 1, inclusive: true, source: '' } }) }, 1],
    [
      'nobody who votes for it',
      { own: own({ passing: { numerator: 0, denominator: 1, inclusive: true, source: '', of: 'entitled' } }) },
      1,
    ],
    [
      'appointments decided by one who attends',
      { own: own({ quorumForAppointments: { numerator: 1, denominator: 9, inclusive: true, source: '' } }) },
      1,
    ],
    ['one signature', { preset: 'sign-offs', required: 1 }, 1],
  ])('is refused with rules by which fewer than two decide: %s', (_, ruleSet, deciding) => {
    given()
      .when(establishing({ ruleSet }))
      .thenRefused('rules.decided-by-fewer-than-two', { rule: 'noRuleSetLetsOneDecide', entitled: 9, deciding });
    given(established).when(adopting(ruleSet)).thenRefused('rules.decided-by-fewer-than-two');
  });

  it('is refused with one member, and stands with two', () => {
    given()
      .when(establishing({ members: listed.slice(0, 1) }))
      .thenRefused('rules.decided-by-fewer-than-two', { entitled: 1 });
    for (const preset of ['party-group', 'simple-majority'] as const)
      expect(
        given()
          .when(establishing({ ruleSet: { preset }, members: listed.slice(0, 2) }))
          .events(),
      ).toHaveLength(1);
  });

  it('takes own rules as version 1 of its own, with appointments asking for more', () => {
    const quorumForAppointments = { numerator: 2, denominator: 3, inclusive: true, source: '第五条' };
    const [event] = given()
      .when(establishing({ ruleSet: { own: own({ quorumForAppointments }) } }))
      .events() as [BodyEstablished];
    expect(event.data.ruleSet).toEqual({
      key: 'own',
      version: 1,
      title: { zh: '本单位规则', en: '本单位规则' },
      source: '议事规则',
      rules: {
        way: 'meeting',
        quorum: own().quorum,
        quorumFor: { appointment: quorumForAppointments },
        passing: own().passing,
        ballots: ['named'],
        chairSpeaksLast: true,
        chairStates: 'before-vote',
        recused: 'left-out',
        involved: 'refused',
      },
    });
  });

  it('is refused with somebody whom nobody knows, by the field', () => {
    const members = [...listed, { personId: 'nobody', position: 'member' as const, from: '2023-01-01' }];
    given()
      .when(establishing({ members }))
      .thenRefused('person.unknown', { field: 'members[9].personId', id: 'nobody' });
    given()
      .when(establishing({ secretaryId: 'nobody' }))
      .thenRefused('person.unknown', { field: 'secretaryId' });
  });

  it('is refused with a period beyond ten years', () => {
    const members = [...listed.slice(0, 8), { ...listed[8]!, to: '9999-12-31' }];
    given()
      .when(establishing({ members }))
      .thenRefused('day.too-far-ahead', { field: 'members[8].to', latest: '2036-01-01' });
  });

  it('is refused with a period that ends before it begins', () => {
    const members = [...listed.slice(0, 8), { ...listed[8]!, to: '2022-12-31' }];
    given().when(establishing({ members })).thenRefused('body.from-after-to', {
      rule: 'everyMembershipEndsOnOrAfterItsFirstDay',
      member: '冯委员',
      from: '2023-01-01',
      to: '2022-12-31',
    });
  });

  it('is refused with a member listed twice at one time, and takes periods that follow each other', () => {
    const again = { personId: third.id, position: 'vice-chair' as const, from: '2023-06-30' };
    const twice = [
      ...listed.filter(({ personId }) => personId !== third.id),
      { ...listed[2]!, to: '2023-06-30' },
      again,
    ];
    given()
      .when(establishing({ members: twice }))
      .thenRefused('body.member-twice', {
        rule: 'nobodyIsAMemberTwiceAtOneTime',
        member: '孙委员',
        from: '2023-06-30',
      });
    const followed = twice.map((one) => (one === again ? { ...one, from: '2023-07-01' } : one));
    expect(
      given()
        .when(establishing({ members: followed }))
        .events(),
    ).toHaveLength(1);
  });

  it.each([
    ['no chair', listed.slice(1), { on: '2026-01-01', chairs: [], count: 0 }],
    [
      'two chairs',
      listed.map((one, i) => (i === 3 ? { ...one, position: 'chair' as const } : one)),
      { on: '2026-01-01', chairs: ['赵主任', '李委员'], count: 2 },
    ],
    [
      'a chair whose time ends',
      listed.map((one, i) => (i === 0 ? { ...one, to: '2026-06-30' } : one)),
      { on: '2026-07-01', chairs: [], count: 0 },
    ],
    [
      'a chair who begins after the others',
      listed.map((one, i) => (i === 0 ? { ...one, from: '2026-02-01' } : one)),
      { on: '2026-01-01', chairs: [], count: 0 },
    ],
    [
      'a second chair from a day to come',
      [...listed.slice(0, 8), { ...listed[8]!, position: 'chair' as const, from: '2026-03-01' }],
      { on: '2026-03-01', chairs: ['赵主任', '冯委员'], count: 2 },
    ],
  ])('is refused with %s', (_, members, details) => {
    given()
      .when(establishing({ members }))
      .thenRefused('body.without-chair', { rule: 'thereIsOneChairAtEveryTime', ...details });
  });

  it('may begin on a day to come, with its chair', () => {
    const members = listed.map((one) => ({ ...one, from: '2026-02-01' }));
    expect(given().when(establishing({ members })).events()).toHaveLength(1);
  });

  it.each([
    ['more sign-offs than members', { preset: 'sign-offs' as const, required: 10 }, { required: 10, entitled: 9 }],
    [
      'a quorum of more than all',
      { own: own({ quorum: { numerator: 3, denominator: 2, inclusive: true, source: '' } }) },
      { field: 'quorum', numerator: 3, denominator: 2 },
    ],
    [
      'more yes votes than all',
      { own: own({ passing: { numerator: 1, denominator: 1, inclusive: false, source: '', of: 'present' } }) },
      { field: 'passing', inclusive: false },
    ],
    [
      'appointments that more than all attend',
      { own: own({ quorumForAppointments: { numerator: 1, denominator: 1, inclusive: false, source: '' } }) },
      { field: 'quorumForAppointments' },
    ],
  ])('is refused with rules under which nothing ever passes: %s', (_, ruleSet, details) => {
    given()
      .when(establishing({ ruleSet }))
      .thenRefused('body.rules-out-of-reach', { rule: 'aRuleSetCanBeMet', ...details });
  });

  it('takes as many sign-offs as there are members', () => {
    expect(
      given()
        .when(establishing({ ruleSet: { preset: 'sign-offs', required: 9 } }))
        .events(),
    ).toHaveLength(1);
  });

  it('is refused with rules that are unclear', () => {
    given()
      .when(establishing({ ruleSet: { preset: 'sign-offs' } }))
      .thenRefused('body.rules-unclear', { field: 'required' });
    given()
      .when(establishing({ ruleSet: { preset: 'party-group', own: own() } }))
      .thenRefused('body.rules-unclear', { field: 'ruleSet' });
    given()
      .when(establishing({ ruleSet: {} }))
      .thenRefused('body.rules-unclear', { field: 'ruleSet' });
  });

  it('is unknown to every other command', () => {
    for (const command of [
      informed<commands.AppointMember, PeopleFacts>(commands.AppointMember, {
        personId: 'm1',
        position: 'member',
        from: '2023-01-01',
        people,
      }),
      informed<commands.AppointChair, PeopleFacts>(commands.AppointChair, {
        personId: 'm1',
        from: '2023-01-01',
        people,
      }),
      commanded(commands.EndMembership, { personId: 'm1', to: '2023-01-01', reason: '调离' }),
      commanded(commands.ExcludeMember, { personId: 'm1', from: '2023-01-01', reason: '停职' }),
      commanded(commands.EndExclusion, { personId: 'm1', to: '2023-01-01', reason: '复职' }),
      informed<commands.AppointSecretary, PeopleFacts>(commands.AppointSecretary, { personId: 'm1', people }),
      commanded(commands.ChangeCompetence, { competence: ['plan'], reason: '调整' }),
      commanded(commands.AdoptRuleSet, { ruleSet: { preset: 'party-group' }, reason: '调整' }),
      commanded(commands.DissolveBody, { reason: '撤销' }),
    ])
      given().when(command).thenRefused('body.unknown', { id: 'x' });
  });
});

describe('a body', () => {
  const standing = given(established);

  it('stays quiet when established with the same particulars, and refuses others', () => {
    standing.when(establishing()).thenNothing();
    standing.when(establishing({ name: '另一机构' })).thenRefused('body.exists', { body: theBody.name });
  });

  it('appoints a secretary, and stays quiet on the same one', () => {
    standing
      .when(informed<commands.AppointSecretary, PeopleFacts>(commands.AppointSecretary, { personId: fifth.id, people }))
      .thenEvents({ type: 'SecretaryAppointed', data: { person: fifth, before: secretary } });
    standing
      .when(
        informed<commands.AppointSecretary, PeopleFacts>(commands.AppointSecretary, { personId: secretary.id, people }),
      )
      .thenNothing();
    standing
      .when(informed<commands.AppointSecretary, PeopleFacts>(commands.AppointSecretary, { personId: 'nobody', people }))
      .thenRefused('person.unknown', { field: 'personId' });
  });

  it('changes its competence, and stays quiet on the same one in another order', () => {
    const change = (competence: commands.ChangeCompetence['competence']) =>
      commanded(commands.ChangeCompetence, { competence, reason: '调整' });
    standing
      .when(change(['appointment', 'plan']))
      .thenEvents({ type: 'CompetenceChanged', data: { from: data.competence, to: ['plan', 'appointment'] } });
    standing.when(change(['long-term', 'other', 'closure', 'plan'])).thenNothing();
    expect(matters).toContain('appointment');
  });

  const adopted = (to: BodyEstablished['data']['ruleSet'], from = partyGroup): BodyEvent => ({
    type: 'RuleSetAdopted',
    data: { from, to },
  });

  it('adopts a preset, and stays quiet on the rules in force', () => {
    standing.when(adopting({ preset: 'simple-majority' })).thenEvents(adopted(simpleMajority));
    standing.when(adopting({ preset: 'sign-offs', required: 2 })).thenEvents(adopted(signOffs(2)));
    standing.when(adopting({ preset: 'party-group' })).thenNothing();
  });

  it('numbers each adoption of own rules on, also over presets in between', () => {
    const first = standing.when(adopting({ own: own() })).events() as [Extract<BodyEvent, { type: 'RuleSetAdopted' }>];
    const version1 = first[0].data.to;
    expect(version1).toMatchObject({ key: 'own', version: 1 });
    const back = adopted(partyGroup, version1);
    const again = given(established, first[0], back).when(adopting({ own: own() }));
    expect(again.events()).toMatchObject([{ data: { to: { key: 'own', version: 2 } } }]);
    given(established, first[0])
      .when(adopting({ own: own() }))
      .thenNothing();
  });

  it('refuses to adopt rules under which nothing ever passes, by those entitled today', () => {
    const exclusion: BodyEvent = { type: 'MemberExcluded', data: { person: fifth, from: '2025-12-01' } };
    given(established, exclusion)
      .when(adopting({ preset: 'sign-offs', required: 9 }))
      .thenRefused('body.rules-out-of-reach', { rule: 'aRuleSetCanBeMet', required: 9, entitled: 8 });
  });

  it('is dissolved once, and does nothing from then on', () => {
    const dissolved: BodyEvent = { type: 'BodyDissolved', data: { name: theBody.name } };
    const dissolving = commanded(commands.DissolveBody, { reason: '撤销', actor: by(chair) });
    standing.when(dissolving).thenEvents(dissolved);
    const gone = given(established, dissolved);
    gone.when(dissolving).thenNothing();
    for (const command of [
      informed<commands.AppointMember, PeopleFacts>(commands.AppointMember, {
        personId: 'x1',
        position: 'member',
        from: '2023-01-01',
        people,
      }),
      informed<commands.AppointChair, PeopleFacts>(commands.AppointChair, {
        personId: vice.id,
        from: '2023-06-01',
        people,
      }),
      commanded(commands.EndMembership, { personId: fifth.id, to: '2023-06-01', reason: '调离' }),
      commanded(commands.ExcludeMember, { personId: fifth.id, from: '2023-06-01', reason: '停职' }),
      commanded(commands.EndExclusion, { personId: fifth.id, to: '2023-06-01', reason: '复职' }),
      informed<commands.AppointSecretary, PeopleFacts>(commands.AppointSecretary, { personId: vice.id, people }),
      commanded(commands.ChangeCompetence, { competence: ['plan'], reason: '调整' }),
      adopting({ preset: 'simple-majority' }),
    ])
      gone.when(command).thenRefused('body.dissolved', { body: theBody.name });
  });
});
