import type { AttendanceFacts } from './attendance.js';
import type { BallotFacts } from './vote.js';
import type { CountFacts } from './outcome.js';
import type { ItemFacts, MeetingFacts } from './conduct.js';
import type { RecordFacts } from './signatories.js';
import type { RecordingFacts } from './recording.js';
import type { VoteFacts } from './balloting.js';
import * as fc from 'fast-check';
import { type Command, type Recorded, RuleBroken } from '#event-sourcing';
import { asRecorded, commanded, informed, factsOf } from '#event-sourcing/testing';
import type { Named } from '../body/events.js';
import {
  by,
  facts,
  firstPartyGroup,
  guest,
  members,
  nine,
  ON_ITS_DAY,
  ready,
  secretary,
  stranger,
  subject,
} from '../examples.js';
import { partyGroup, simpleMajority } from '../rules/presets.js';
import type { MeetingRules, RuleSet } from '../rules/rule-set.js';
import * as commands from './commands.js';
import type { Choice, MeetingEvent } from './events.js';
import { breaches } from './law.fixture.js';
import { meeting } from './meeting.js';
import { itemOf, type Meeting } from './state.js';

const body = nine.slice(0, 5);
const everybody = [...body, secretary, guest, stranger];
const people = new Map(everybody.map((person) => [person.id, person]));
const items = ['item-1', 'item-2'] as const;
const choices: readonly Choice[] = ['yes', 'yes', 'yes', 'no', 'abstain'];
const hashes = ['h1', 'h2'];

/** What stands outside the meeting, and whatever the meeting was put to. */
interface World {
  readonly ruleSet: RuleSet;
  readonly involved: readonly string[];
  readonly hash: string[];
}

interface Drawn {
  readonly act: number;
  readonly who: number;
  readonly whom: number;
  readonly item: 0 | 1;
  readonly pick: number;
}

type Act = (drawn: Drawn, world: World, state: Meeting) => Command;

const current = ({ item }: Drawn, { hash, involved }: World) =>
  ready(subject(`i${item + 1}`, { contentHash: hash[item]!, involved }));
const bodyNow = ({ ruleSet }: World) => ({ ...facts, ruleSet, entitled: members.slice(0, 5) });
const of = ({ item }: Drawn) => ({ itemId: items[item] });

/** A seal that only the test can open. */
const opened = ({ item }: Drawn, state: Meeting): Choice[] =>
  (state && itemOf(state, items[item])?.vote?.cast.map(({ sealed }) => sealed?.split('|')[1] as Choice)) ?? [];

const attendance = ({ whom, pick }: Drawn): commands.AttendanceBody[] => [
  {
    personId: everybody[whom]!.id,
    attendance: (['present', 'present', 'sitting-in', 'absent', 'recused'] as const)[pick % 5]!,
    reason: '事由',
  },
];

const acts: Readonly<Record<string, Act>> = {
  list: (drawn, world) =>
    informed<commands.PutOnAgenda, ItemFacts>(commands.PutOnAgenda, {
      matter: 'closure',
      subjectId: `i${drawn.item + 1}`,
      current: current(drawn, world),
      commandId: items[drawn.item],
    }),
  pin: (drawn, world) =>
    informed<commands.PinAnew, ItemFacts>(commands.PinAnew, { ...of(drawn), current: current(drawn, world) }),
  takeOff: (drawn) => informed<commands.TakeOffAgenda, MeetingFacts>(commands.TakeOffAgenda, of(drawn)),
  call: (drawn) =>
    informed<commands.RecordAttendance, AttendanceFacts>(commands.RecordAttendance, {
      entries: attendance(drawn),
      people,
    }),
  callAll: ({ pick }) =>
    informed<commands.RecordAttendance, AttendanceFacts>(commands.RecordAttendance, {
      entries: body.map(({ id }, i) => ({
        personId: id,
        attendance: i > 0 && (pick >> i) % 4 === 3 ? ('absent' as const) : ('present' as const),
        reason: '事由',
      })),
      people,
    }),
  open: () => informed<commands.OpenMeeting, MeetingFacts>(commands.OpenMeeting, { issuedAt: ON_ITS_DAY }),
  takeUp: (drawn) => commanded(commands.TakeUpItem, of(drawn)),
  note: (drawn) =>
    commanded(commands.NoteDiscussion, { ...of(drawn), speakerId: everybody[drawn.whom]!.id, text: `${drawn.pick}` }),
  recuse: (drawn) =>
    commanded(commands.RecuseMember, { ...of(drawn), personId: everybody[drawn.whom]!.id, reason: '亲属' }),
  openVote: (drawn, world) =>
    informed<commands.OpenVote, VoteFacts>(commands.OpenVote, {
      ...of(drawn),
      ballot: drawn.pick % 3 === 0 ? 'secret' : 'named',
      current: current(drawn, world),
      seal: { kty: 'OKP' },
    }),
  vote: (drawn) => {
    const choice = choices[drawn.pick % choices.length]!;
    const personId = drawn.pick % 11 === 0 ? everybody[drawn.whom]!.id : undefined;
    const onBehalfOf = drawn.pick % 13 === 0 ? everybody[drawn.whom]!.id : undefined;
    return informed<commands.CastVote, BallotFacts>(commands.CastVote, {
      ...of(drawn),
      choice,
      sealed: `sealed|${choice}`,
      personId,
      onBehalfOf,
    });
  },
  enter: (drawn, world, state) => {
    const { pick, who, whom } = drawn;
    const there = body.filter(({ id }) =>
      state?.attendance.some((one) => one.person.id === id && one.attendance === 'present'),
    );
    const aside = pick % 5 === 1 ? [{ personId: everybody[whom]!.id, reason: '亲属' }] : [];
    const left = world.involved.concat(aside.map(({ personId }) => personId));
    const voters = pick % 17 === 0 ? body : there.filter(({ id }) => !left.includes(id));
    return informed<commands.RecordItem, RecordingFacts>(commands.RecordItem, {
      ...of(drawn),
      attendance: pick % 7 === 0 ? attendance(drawn) : [],
      recusals: aside,
      discussion: [{ speakerId: everybody[whom]!.id, text: '同意' }],
      chairView: pick % 19 === 0 ? undefined : '同意',
      votes: voters.map(({ id }, i) => ({ personId: id, choice: choices[(pick + i * who) % choices.length]! })),
      current: current(drawn, world),
      people,
    });
  },
  view: (drawn) => commanded(commands.StateChairView, { ...of(drawn), text: '同意' }),
  decide: (drawn, _, state) =>
    informed<commands.DecideItem, CountFacts>(commands.DecideItem, { ...of(drawn), opened: opened(drawn, state) }),
  putOff: (drawn, world) =>
    informed<commands.PutOffItem, ItemFacts>(commands.PutOffItem, { ...of(drawn), current: current(drawn, world) }),
  close: () => informed<commands.CloseMeeting, MeetingFacts>(commands.CloseMeeting, {}),
  cancel: () => informed<commands.CancelMeeting, MeetingFacts>(commands.CancelMeeting, { reason: '改期' }),
  drawUp: ({ pick }) =>
    informed<commands.DrawUpRecord, RecordFacts>(commands.DrawUpRecord, {
      sha256: hashes[pick % 2]!.repeat(32),
      remarks: `${pick % 2}`,
    }),
  sign: ({ pick }, _, state) =>
    commanded(commands.SignRecord, { sha256: pick % 5 === 0 ? 'h9' : (state?.record?.sha256 ?? 'h1') }),
  issue: () => informed<commands.IssueSummary, MeetingFacts>(commands.IssueSummary, { documentNumber: '3号' }),
};
const names = Object.keys(acts);
const actOf = (name: string): number => names.indexOf(name);

const anyDrawn: fc.Arbitrary<Drawn> = fc.record({
  act: fc.nat({ max: names.length - 1 }),
  who: fc.nat({ max: everybody.length - 1 }),
  whom: fc.nat({ max: everybody.length - 1 }),
  item: fc.constantFrom(0 as const, 1 as const),
  pick: fc.nat({ max: 1000 }),
});

/** The straight way to a summary: the secretary conducts, the chair comes last. */
const straight: readonly (readonly [act: string, who: number, item?: 0 | 1, whom?: number])[] = [
  ['list', 5, 0],
  ['list', 5, 1],
  ['callAll', 5],
  ['open', 5],
  ...([0, 1] as const).flatMap(
    (item) =>
      [
        ['takeUp', 5, item],
        ['note', 5, item, 1],
        ['view', 0, item],
        ['openVote', 5, item],
        ...[1, 2, 3, 4, 0].map((who) => ['vote', who, item] as const),
        ['view', 0, item],
        ['decide', 5, item],
      ] as const,
  ),
  ['close', 5],
  ['drawUp', 5],
  ...[0, 1, 2, 3, 4].map((who) => ['sign', who] as const),
  ['issue', 5],
];

/** The same with what went on in the room entered at once. */
const byHands = straight.flatMap(([act, who, item, whom]) =>
  act === 'takeUp'
    ? [['enter', who, item, 1] as const]
    : ['note', 'view', 'openVote', 'vote', 'decide'].includes(act)
      ? []
      : [[act, who, item, whom] as const],
);

const anyLife: fc.Arbitrary<Drawn[]> = fc
  .tuple(
    fc.array(fc.tuple(fc.nat({ max: 9 }), anyDrawn), { minLength: 15, maxLength: 90, size: 'max' }),
    fc.nat({ max: 6 }),
    fc.constantFrom(straight, straight, byHands),
  )
  .map(([drawn, wild, steps]) => {
    let next = 0;
    return drawn.map(([way, one]) => {
      const step = way >= wild ? steps[next++] : undefined;
      return step
        ? { ...one, act: actOf(step[0]), who: step[1], item: step[2] ?? one.item, whom: step[3] ?? one.whom }
        : one;
    });
  });

const anyRules: fc.Arbitrary<RuleSet> = fc
  .record({
    preset: fc.constantFrom(partyGroup, firstPartyGroup, simpleMajority),
    involved: fc.constantFrom('recused' as const, 'refused' as const),
    recused: fc.constantFrom('entitled' as const, 'left-out' as const),
  })
  .map(({ preset, ...over }) => ({ ...preset, rules: { ...(preset.rules as MeetingRules), ...over } }));

const anyInvolved = fc.subarray(
  [...body, stranger].map(({ id }) => id),
  { maxLength: 1 },
);

const convening = (ruleSet: RuleSet) =>
  informed<commands.ConveneMeeting, MeetingFacts>(commands.ConveneMeeting, {
    bodyId: 'b1',
    title: '会议',
    heldOn: '2023-11-20',
    place: '会议室',
    issuedAt: ON_ITS_DAY,
    body: { ...facts, ruleSet },
    actor: by(secretary),
  });

const livedThrough = (drawn: readonly Drawn[], ruleSet: RuleSet, involved: readonly string[]) => {
  const world: World = { ruleSet, involved, hash: ['h1', 'h1'] };
  const history: Recorded<MeetingEvent>[] = [];
  const truth = { cast: new Map<string, Choice>(), stood: new Map<string, string>() };
  let state: Meeting;
  const send = (command: Command, person: Named) => {
    const { decide } = meeting.decisions.find((one) => command instanceof one.command)!;
    const facts = { ...factsOf(command), body: bodyNow(world) };
    Object.assign(command, { actor: by(person), effectiveAt: command.issuedAt });
    for (const event of decide(command as never, state, facts as never)) {
      const plain = asRecorded('meeting-x', { event, actor: command.actor }, history.length + 1);
      const stored = { ...plain, metadata: { ...plain.metadata, onBehalfOf: command.onBehalfOf } };
      history.push(stored);
      state = meeting.evolve(state, stored);
      if (command instanceof commands.CastVote) truth.cast.set(stored.id, command.choice);
      if (event.type === 'VoteOpened')
        truth.stood.set(stored.id, world.hash[items.indexOf(event.data.itemId as 'item-1')]!);
    }
  };
  send(convening(ruleSet), secretary);
  for (const one of drawn) {
    if (one.pick % 40 === 0) world.hash[one.item] = hashes[one.pick % 2 ? 0 : 1]!;
    try {
      send(acts[names[one.act]!]!(one, world, state), everybody[one.who]!);
    } catch (error) {
      if (!(error instanceof RuleBroken)) throw error;
    }
  }
  return { history, truth };
};

describe('any life of a meeting', () => {
  it('breaks no rule, in whatever order whoever tries whatever', () => {
    const reached = new Map<string, number>();
    fc.assert(
      fc.property(anyLife, anyRules, anyInvolved, (drawn, ruleSet, involved) => {
        const { history, truth } = livedThrough(drawn, ruleSet, involved);
        for (const type of new Set(history.map(({ type }) => type))) reached.set(type, (reached.get(type) ?? 0) + 1);
        expect(breaches(history, truth)).toEqual([]);
      }),
      { numRuns: 1_500 },
    );
    expect(reached.size).toBe(23);
    expect(Math.min(...reached.values())).toBeGreaterThanOrEqual(10);
  });
});

describe('the law that lives are held against', () => {
  const drawn = straight.map(
    ([act, who, item, whom = 0]) => ({ act: actOf(act), who, whom, item: item ?? 0, pick: 1 }) as const,
  );
  const { history, truth } = livedThrough(drawn, partyGroup, []);
  const at = (type: string) => history.findIndex((event) => event.type === type);
  const numbered = (events: readonly Recorded<MeetingEvent>[]) => events.map((one, i) => ({ ...one, version: i + 1 }));
  const told = (events: readonly Recorded<MeetingEvent>[]) => breaches(numbered(events), truth);
  const changed = (type: string, data: object, more: object = {}) =>
    history.map((one, i) =>
      i === at(type) ? { ...one, data: { ...one.data, ...data }, ...more } : one,
    ) as typeof history;
  const inserted = (i: number, one: Recorded<MeetingEvent>, data: object = {}) =>
    [...history.slice(0, i), { ...one, data: { ...one.data, ...data } }, ...history.slice(i)] as typeof history;
  const vote = history[at('VoteCast')]!;

  it('is kept by the straight way to a summary', () => {
    expect(history.at(-1)!.type).toBe('SummaryIssued');
    expect(told(history)).toEqual([]);
  });

  it('tells of a show of hands that those who voted have not signed, and of a hand that nobody had', () => {
    const drawnHands = byHands.map(
      ([act, who, item, whom = 0]) => ({ act: actOf(act), who, whom, item: item ?? 0, pick: 0 }) as const,
    );
    const lived = livedThrough(
      drawnHands.map((one) => ({ ...one, pick: one.act === actOf('enter') ? 10 : 1 })),
      partyGroup,
      [],
    ).history;
    expect(breaches(lived, truth)).toEqual([]);
    expect(lived.map(({ type }) => type)).toContain('ItemRecorded');
    const decided = lived.find(({ type }) => type === 'ItemAdopted' || type === 'ItemVotedDown')!;
    const early = lived.filter((one) => one.type !== 'RecordSigned' || lived.indexOf(one) > lived.indexOf(decided));
    expect(breaches(early, truth).some((one) => one.includes('by 0 signatures'))).toBe(true);
    const moved = lived.filter((one) => one.type !== 'AttendanceRecorded');
    expect(breaches(moved, truth).some((one) => one.includes('hands of strangers'))).toBe(true);
  });

  it('tells of a vote on what has changed', () => {
    const stood = new Map([...truth.stood.keys()].map((id) => [id, 'h2']));
    expect(breaches(history, { ...truth, stood })).toContain('a vote on h1, which has changed');
  });

  it.each([
    ['the vote of a guest', () => inserted(at('ItemAdopted'), vote, { voter: guest }), '褚列席 has no vote'],
    ['a vote sent by another', () => changed('VoteCast', { voter: nine[2] }), '孙委员 has no vote'],
    [
      'a delegated vote',
      () => changed('VoteCast', {}, { metadata: { ...vote.metadata, onBehalfOf: 'm3' } }),
      'has no vote',
    ],
    ['a second vote', () => inserted(at('ItemAdopted'), vote), '钱副主任 votes twice'],
    [
      'a result that the votes do not bear out',
      () => changed('ItemAdopted', {}, { type: 'ItemVotedDown' }),
      'by 5 yes of 5',
    ],
    ['a number that was not counted', () => changed('ItemAdopted', { result: { yes: 4 } }), 'is ItemAdopted by 5'],
    [
      'a decision on another content',
      () => changed('ItemAdopted', { subject: subject('i1', { contentHash: 'h2' }) }),
      'decided on h2',
    ],
    [
      'a decision on no vote',
      () => inserted(at('VoteOpened'), history[at('ItemAdopted')]!),
      'is decided without a vote',
    ],
    ['a missing signature', () => history.filter((_, i) => i !== at('RecordSigned')), 'the summary lacks 赵主任'],
    ['a late edit', () => inserted(history.length, history[at('RecordDrawnUp')]!), 'edited after a signature'],
    [
      'a move while a vote is open',
      () => inserted(at('ItemAdopted'), history[at('AttendanceRecorded')]!),
      'attendance of',
    ],
    ['a vote after the end', () => inserted(history.length, vote, { itemId: 'item-9' }), 'acts after the closing'],
    ['the chair ahead', () => inserted(at('DiscussionNoted'), history[at('ChairViewStated')]!), 'speaks before others'],
    [
      'a vote without the chair',
      () => history.filter(({ type }) => type !== 'ChairViewStated'),
      'before the chair has stated a view',
    ],
  ])('tells of %s', (_, tampered, breach) => {
    expect(told(tampered()).some((one) => one.includes(breach))).toBe(true);
  });
});
