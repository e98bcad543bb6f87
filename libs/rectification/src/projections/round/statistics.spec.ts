import * as fc from 'fast-check';
import type { IssueEvent } from '../../domain/issue/events.js';
import {
  approved,
  assigned,
  carriedOver,
  closedByMeeting,
  delivered,
  issueEvent,
  life,
  listed,
  longTermVotedDown,
  made,
  opened,
  placed,
  planned,
  progress,
  reopened,
  requested,
  roads,
  roundEvent,
  taskEvent,
} from '../../../../../test/support/round-events.js';
import { idOfEvent, projected, type PastEvent } from '../../../../../test/support/projected-views.js';
import { issueStatuses } from '../../domain/issue/lifecycle.js';
import { ledger } from '../ledger/ledger.js';
import { behindFigure } from './behind-figures.js';
import type { FigureName } from './events-behind.js';
import { roundChanges } from './round-changes.js';
import { type Grouping, roundGroups } from './round-groups.js';
import { register } from './register.js';
import { regulations } from './regulations.js';
import { rounds } from './rounds.js';
import { roundStatistics } from './statistics.js';
import { tasks } from '../tasks.js';

const views = [rounds, register, ledger, regulations, tasks];
const onIssue = (id: string, event: PastEvent['event'], at?: string): PastEvent => ({
  stream: `issue-${id}`,
  event,
  at,
});
const onRound = (event: PastEvent['event'], at?: string): PastEvent => ({ stream: 'round-r1', event, at });

const past: PastEvent[] = [
  onRound(opened, '2023-08-29T00:00:00.000Z'),
  onRound(listed('a', '1')),
  onRound(listed('b', '2', '管路', '路灯失修')),
  onRound(listed('c', '3', '管路', '路面破损')),
  onIssue('a', delivered('1')),
  onIssue('b', delivered('2', { area: '管路', heading: '路灯失修' })),
  onIssue('c', delivered('3', { area: '管路', heading: '路面破损' })),
  { stream: 'task-t1', event: planned('1', ['a', 'b']) },
  { stream: 'task-t2', event: planned('2', ['c']) },
  onIssue('a', assigned(), '2023-09-01T00:00:00.000Z'),
  onIssue('b', assigned({ leadUnit: roads })),
  onIssue('c', progress(100, '基本完成')),
  onIssue('a', issueEvent('AccountabilityRecorded', { kind: 'admonition', number: 2 })),
  onIssue('b', issueEvent('AccountabilityRecorded', { kind: 'discipline', number: 0 })),
  onIssue('a', issueEvent('MoneyRecovered', { amount: 500 })),
  onIssue('c', issueEvent('ExtensionRequested', { from: '2023-11-30', to: '2023-12-31' })),
  onIssue('a', made('《巡河制度》'), '2023-10-08T00:00:00.000Z'),
  { stream: 'task-t1', event: taskEvent('TaskCompleted', { statement: '完成' }), at: '2023-10-09T00:00:00.000Z' },
  onIssue('a', carriedOver('2023-10-20'), '2023-10-20T00:00:00.000Z'),
  onIssue('b', placed('2024-06-30'), '2023-11-01T00:00:00.000Z'),
  onIssue('c', requested(), '2023-11-20T00:00:00.000Z'),
  onIssue('c', approved, '2023-11-30T00:00:00.000Z'),
  onIssue('a', reopened, '2024-01-10T00:00:00.000Z'),
];

const statistics = async (asOf?: string, more: readonly PastEvent[] = []) =>
  (await roundStatistics((await projected(views, [...past, ...more])).reader, { roundId: 'r1', asOf }))!;
const behind = async (figure: FigureName, asOf?: string, more: readonly PastEvent[] = []) => {
  const { reader } = await projected(views, [...past, ...more]);
  return (await behindFigure(reader, { roundId: 'r1', figure, asOf }))!.items;
};
const idsBehind = async (figure: FigureName, asOf?: string, more: readonly PastEvent[] = []) =>
  (await behind(figure, asOf, more)).map(({ id }) => id);

const november = '2023-11-30T15:59:59.999Z';

describe('the figures of a round', () => {
  it('are numbers alone', async () => {
    expect(await statistics(november)).toMatchObject({
      issues: 3,
      byStatus: { closed: 2, 'long-term': 1, delivered: 0 },
      closedRate: { percent: 66.7, count: 2, of: 3 },
      longTermRate: { percent: 33.3, count: 1, of: 3 },
      carriedOver: 1,
      closedHere: 1,
      tasks: 2,
      tasksCompleted: 1,
      regulations: 1,
      regulationsMade: 1,
      regulationsRevised: 0,
    });
  });

  it('name what is behind each, with the events that make it count', async () => {
    expect(await idsBehind('issues', november)).toEqual(['a', 'b', 'c']);
    expect(await idsBehind('completed', november)).toEqual(['a', 'c']);
    expect(await idsBehind('tasksCompleted', november)).toEqual(['t1']);
    const types = async (figure: FigureName) =>
      (await behind(figure, november)).map(({ id, events }) => [id, events.map(({ type }) => type)]);
    expect(await types('closed')).toEqual([
      ['a', ['ClosureCarriedOver']],
      ['c', ['ClosureApproved']],
    ]);
    expect(await types('long-term')).toEqual([['b', ['LongTermApproved']]]);
    expect(await types('regulations')).toEqual([['a', ['RegulationMade']]]);
    expect(await types('admonition')).toEqual([['a', ['AccountabilityRecorded']]]);
    expect(await types('recovered')).toEqual([['a', ['MoneyRecovered']]]);
    expect(await types('discipline')).toEqual([]);
    expect(await types('tasks')).toEqual([
      ['t1', ['TaskPlanned']],
      ['t2', ['TaskPlanned']],
    ]);
    const [closed] = await behind('closedHere', november);
    expect(closed).toMatchObject({
      kind: 'issue',
      number: '3',
      events: [{ id: idOfEvent(22), at: '2023-11-30T00:00:00.000Z' }],
    });
    expect(closed!.events[0]).not.toHaveProperty('fields');
  });

  it('name with each entry what corrected or withdrew it, and leave out entries of other kinds', async () => {
    const later = (event: PastEvent['event']) => onIssue('a', event, '2024-02-01T00:00:00.000Z');
    const idOf = (at: number) => idOfEvent(past.length + at);
    const more = [
      later(issueEvent('AccountabilityRecorded', { kind: 'admonition', number: 9 })),
      later(issueEvent('AccountabilityWithdrawn', { corrects: idOf(1) })),
      later(issueEvent('AccountabilityRecorded', { kind: 'discipline', number: 1 })),
      later(issueEvent('AccountabilityCorrected', { corrects: idOf(3), from: { number: 1 }, to: { number: 2 } })),
      later(
        issueEvent('AccountabilityCorrected', {
          corrects: idOf(3),
          from: { kind: 'discipline' },
          to: { kind: 'criticism' },
        }),
      ),
      later(issueEvent('MoneyRecovered', { amount: 700 })),
      later(issueEvent('RecoveryCorrected', { corrects: idOf(6), from: { amount: 700 }, to: { amount: 70 } })),
      later(issueEvent('RecoveryWithdrawn', { corrects: idOf(6) })),
      later(made('《护路制度》')),
      later(issueEvent('RegulationCorrected', { corrects: idOf(9), from: {}, to: { kind: 'revised' } })),
    ];
    const types = async (figure: FigureName) =>
      (await behind(figure, undefined, more))[0]?.events.map(({ type }) => type);
    expect(await types('admonition')).toEqual([
      'AccountabilityRecorded',
      'AccountabilityRecorded',
      'AccountabilityWithdrawn',
    ]);
    expect(await types('criticism')).toEqual([
      'AccountabilityRecorded',
      'AccountabilityCorrected',
      'AccountabilityCorrected',
    ]);
    expect(await types('discipline')).toBeUndefined();
    expect(await types('recovered')).toEqual([
      'MoneyRecovered',
      'MoneyRecovered',
      'RecoveryCorrected',
      'RecoveryWithdrawn',
    ]);
    expect(await types('regulations')).toEqual(['RegulationMade', 'RegulationMade', 'RegulationCorrected']);
  });

  it('are explained page after page', async () => {
    const { reader } = await projected(views, past);
    const first = (await behindFigure(reader, { roundId: 'r1', figure: 'issues', limit: 2 }))!;
    const second = (await behindFigure(reader, { roundId: 'r1', figure: 'issues', limit: 2, cursor: first.next }))!;
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(second.next).toBeUndefined();
    expect(await behindFigure(reader, { roundId: 'none', figure: 'issues' })).toBeUndefined();
  });

  it('count the same regulation once, on however many issues, and each entry as it was corrected last', async () => {
    const entry = (event: PastEvent['event']) => onIssue('b', event, '2024-02-01T00:00:00.000Z');
    const [first, second] = [past.length + 1, past.length + 2].map(idOfEvent);
    const more = [
      entry(made('巡河 制度')),
      entry(made('《路灯制度》')),
      entry(issueEvent('AccountabilityCorrected', { corrects: idOfEvent(14), from: { number: 0 }, to: { number: 3 } })),
    ];
    const corrected = [
      entry(issueEvent('RegulationCorrected', { corrects: second!, from: {}, to: { kind: 'revised' } })),
      entry(issueEvent('RegulationWithdrawn', { corrects: first! })),
    ];
    expect((await statistics(undefined, more)).regulations).toBe(2);
    expect(await statistics(undefined, [...more, ...corrected])).toMatchObject({
      regulations: 2,
      regulationsMade: 1,
      regulationsRevised: 1,
      accountability: { admonition: 2, discipline: 3 },
    });
  });

  it('say by which rule and of which moment they were counted', async () => {
    const { countingRule, ...figures } = await statistics(november);
    expect(countingRule).toEqual(opened.data.countingRule);
    expect(figures).toMatchObject({ asOf: november, knownAt: null });
  });

  it('never count a reported hundred percent or a basically-done as closed', async () => {
    const { closedRate, extensionRequested } = await statistics('2023-10-01T00:00:00.000Z');
    expect(closedRate).toEqual({ percent: 0, count: 0, of: 3 });
    expect(extensionRequested).toBe(1);
    expect(await idsBehind('extensionRequested', '2023-10-01T00:00:00.000Z')).toEqual(['c']);
  });

  it('lose a reopened issue from then on, and keep it in every earlier question', async () => {
    expect(await idsBehind('closed')).toEqual(['c']);
    expect(await idsBehind('closed', '2024-01-09T00:00:00.000Z')).toEqual(['a', 'c']);
  });

  it('tell apart what a meeting closed, what signatures closed, and what was carried over', async () => {
    const more = [
      onIssue('c', reopened, '2024-02-01T00:00:00.000Z'),
      onIssue('c', closedByMeeting, '2024-02-02T00:00:00.000Z'),
    ];
    const told = async (asOf?: string) => {
      const { closedHere, closedByMeeting, closedBySignOffs } = await statistics(asOf, more);
      return [closedHere, closedByMeeting, closedBySignOffs];
    };
    expect(await told()).toEqual([1, 1, 0]);
    expect(await told('2024-01-31T00:00:00.000Z')).toEqual([1, 0, 1]);
    expect(await idsBehind('closedByMeeting', undefined, more)).toEqual(['c']);
  });

  it('count long-term as completed only when the rule in force says so', async () => {
    const rule = { version: 2, text: '长期整改计入', longTermCounts: true };
    const changed = roundEvent('CountingRuleChanged', { from: opened.data.countingRule, to: rule });
    const more = [onRound(changed, '2024-02-01T00:00:00.000Z')];
    expect(await statistics(undefined, more)).toMatchObject({ countingRule: rule, completed: 2 });
    expect(await idsBehind('completed', undefined, more)).toEqual(['b', 'c']);
    expect(await statistics('2024-01-31T00:00:00.000Z', more)).toMatchObject({ completed: 1 });
  });

  it('print accountability and money, which is in fen, with their zeros', async () => {
    const more = [onIssue('b', issueEvent('MoneyRecovered', { amount: 500 }), '2024-01-11T00:00:00.000Z')];
    const { accountability, recoveredFen } = await statistics(undefined, more);
    expect(accountability).toEqual({
      discipline: 0,
      organisational: 0,
      admonition: 2,
      referral: 0,
      criticism: 0,
      'self-criticism': 0,
    });
    expect(recoveredFen).toBe(1_000);
  });

  it('count a regulation once, on however many issues and however its title is written', async () => {
    const at = '2023-10-09T00:00:00.000Z';
    const more = [
      onIssue('b', made('巡河制度'), at),
      onIssue('c', issueEvent('RegulationMade', { title: ' 《巡河 制度》（某发〔2023〕3号）' }), at),
      onIssue('b', issueEvent('RegulationRevised', { title: '《巡河制度》' }), at),
      onIssue('b', issueEvent('RegulationRevised', { title: '《巡河制度（试行）》' }), at),
    ];
    const { regulations, regulationsMade, regulationsRevised } = await statistics(undefined, more);
    expect([regulations, regulationsMade, regulationsRevised]).toEqual([2, 1, 1]);
    expect(await idsBehind('regulations', undefined, more)).toEqual(['a', 'b', 'c']);
  });

  it('set what the report asserts against what is listed', async () => {
    const { differences } = await statistics();
    expect(differences).toEqual([
      { of: 'headings', asserted: 2, listed: 3 },
      { of: 'tasks', asserted: 1, listed: 0 },
    ]);
  });

  it('break down by area, heading and lead unit', async () => {
    const { reader } = await projected(views, past);
    const by = async (grouping: Grouping) => (await roundGroups(reader, grouping, { roundId: 'r1', asOf: november }))!;
    expect((await by('area')).map(({ area, issues, closedRate }) => [area, issues, closedRate.percent])).toEqual([
      ['管水', 1, 100],
      ['管路', 2, 50],
    ]);
    expect((await by('heading')).map(({ heading, issues }) => [heading, issues])).toEqual([
      ['巡河不勤', 1],
      ['路灯失修', 1],
      ['路面破损', 1],
    ]);
    expect((await by('leadUnit')).map(({ leadUnit, issues }) => [leadUnit?.name, issues])).toEqual([
      ['水务所', 1],
      ['道路所', 1],
      [undefined, 1],
    ]);
    expect(await roundGroups(reader, 'area', { roundId: 'none' })).toBeUndefined();
  });

  it('of two days are set side by side, with each issue that changed and the events between', async () => {
    const { reader } = await projected(views, past);
    const compare = (more: object = {}) =>
      roundChanges(reader, { roundId: 'r1', from: '2023-10-31', to: '2023-11-30', ...more });
    const { from, to, changed, items } = await compare();
    expect([from?.completed, to.completed, changed]).toEqual([1, 2, 2]);
    expect(items.map(({ id, status, events }) => [id, status.from, status.to, events.map(({ type }) => type)])).toEqual(
      [
        ['b', 'assigned', 'long-term', ['LongTermApproved']],
        ['c', 'delivered', 'closed', ['ClosureRequested', 'ClosureApproved']],
      ],
    );
    const first = await compare({ limit: 1 });
    expect([first.items.length, (await compare({ limit: 1, cursor: first.next })).items[0]!.id]).toEqual([1, 'c']);
    await expect(compare({ to: '2023-10-30' })).rejects.toMatchObject({ code: 'statistics.days-out-of-order' });
    await expect(compare({ cursor: 'x' })).rejects.toMatchObject({ code: 'query.bad-cursor' });
    const sinceTheBeginning = await compare({ from: '2023-01-01' });
    expect([sinceTheBeginning.from, sinceTheBeginning.changed]).toEqual([null, 3]);
    expect(sinceTheBeginning.items[0]!.status).toEqual({ from: null, to: 'closed' });
    const early = compare({ from: '2023-01-01', to: '2023-01-02' });
    await expect(early).rejects.toMatchObject({ code: 'report.before-delivery', details: { field: 'to' } });
    const ofNone = compare({ roundId: 'none' });
    await expect(ofNone).rejects.toMatchObject({ code: 'round.unknown' });
  });

  it('of two days leave out no issue to which anything happened, though no line of the ledger changed', async () => {
    const signature = { personId: 'leader-1', name: '钱一' };
    const quiet = [
      issueEvent('RequirementWaiverSigned', { requirement: 'evidence', signature, count: 1, required: 2 }),
      issueEvent('RequirementWaived', { requirement: 'evidence' }),
      issueEvent('LongTermSignedOff', { reviewOn: '2024-06-30', signature, count: 1, required: 2 }),
      longTermVotedDown,
    ];
    for (const event of quiet) {
      const { reader } = await projected(views, [
        onRound(opened, '2023-08-29T00:00:00.000Z'),
        onRound(listed('a', '1')),
        onIssue('a', delivered('1')),
        onIssue('a', event, '2023-11-05T00:00:00.000Z'),
      ]);
      const { items } = await roundChanges(reader, { roundId: 'r1', from: '2023-10-31', to: '2023-11-30' });
      expect(items.map(({ number, events }) => [number, events.map(({ type }) => type)])).toEqual([
        ['1', [event.type]],
      ]);
    }
  });

  it('are none for a round that is not there, and have no rate of no issues', async () => {
    const { reader } = await projected(views, [onRound(opened)]);
    expect(await roundStatistics(reader, { roundId: 'r9' })).toBeUndefined();
    const empty = await roundStatistics(reader, { roundId: 'r1' });
    expect(empty).toMatchObject({ closedRate: { percent: null, of: 0 }, longTermRate: { percent: null } });
  });
});

const dayOf = (n: number): string => new Date(Date.UTC(2023, 8, 1 + n)).toISOString();

describe('whatever happens to the issues of a round, in whatever order', () => {
  const anyEvent = fc.constantFrom<IssueEvent>(...life.slice(1));
  const lives = fc.array(
    fc.record({
      starts: fc.nat(20),
      steps: fc.array(fc.record({ event: anyEvent, days: fc.nat(9) }), { maxLength: 12 }),
    }),
    { minLength: 1, maxLength: 5 },
  );

  it('the states sum to the issues delivered, at every moment on both clocks', async () => {
    await fc.assert(
      fc.asyncProperty(lives, fc.nat(80), fc.nat(80), async (lives, asOfDay, knownDay) => {
        const all = lives.flatMap(({ starts, steps }, i) => {
          let day = starts;
          const first = { event: delivered(String(i + 1)) as IssueEvent, day };
          return [first, ...steps.map(({ event, days }) => ({ event, day: (day += days) }))].map((one) => ({
            ...one,
            id: `i${i}`,
          }));
        });
        const inTime = all.toSorted((a, b) => a.day - b.day);
        const { reader } = await projected(views, [
          onRound(opened, dayOf(0)),
          ...inTime.map(({ id, event, day }) => onIssue(id, event, dayOf(day))),
        ]);
        const moment = { asOf: dayOf(asOfDay), knownAt: dayOf(knownDay) };
        const figures = (await roundStatistics(reader, { roundId: 'r1', ...moment }))!;
        const there = lives.filter(({ starts }) => starts <= Math.min(asOfDay, knownDay)).length;
        expect(figures.issues).toBe(there);
        expect(Object.keys(figures.byStatus)).toEqual([...issueStatuses]);
        expect(Object.values(figures.byStatus).reduce((sum, count) => sum + count, 0)).toBe(there);
        const groups = (await roundGroups(reader, 'area', { roundId: 'r1', ...moment }))!;
        expect(groups.reduce((sum, { issues }) => sum + issues, 0)).toBe(there);
      }),
      { numRuns: 40 },
    );
  });
});
