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

describe('the figures of a round', () => {
  it('name the issues behind every number', async () => {
    const figures = await statistics('2023-11-30T15:59:59.999Z');
    expect(figures.issues).toEqual({ count: 3, ids: ['a', 'b', 'c'] });
    expect(figures.byStatus.closed).toEqual({ count: 2, ids: ['a', 'c'] });
    expect(figures.closedRate).toEqual({ percent: 66.7, count: 2, of: 3, ids: ['a', 'c'] });
    expect(figures.longTermRate).toEqual({ percent: 33.3, count: 1, of: 3, ids: ['b'] });
    expect(figures.carriedOver.ids).toEqual(['a']);
    expect(figures.closedHere.ids).toEqual(['c']);
    expect(figures.tasks.ids).toEqual(['t1', 't2']);
    expect(figures.tasksCompleted.ids).toEqual(['t1']);
    expect(figures.regulations.ids).toEqual([idOfEvent(17)]);
    expect(figures).toMatchObject({ regulationsMade: { count: 1 }, regulationsRevised: { count: 0 } });
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
    expect((await statistics(undefined, more)).regulations.ids).toEqual([idOfEvent(17), second]);
    expect(await statistics(undefined, [...more, ...corrected])).toMatchObject({
      regulations: { count: 2 },
      regulationsMade: { ids: [idOfEvent(17)] },
      regulationsRevised: { ids: [second] },
      accountability: { admonition: { number: 2 }, discipline: { number: 3, ids: ['b'] } },
    });
  });

  it('say by which rule, of which moment and up to which fact they were counted', async () => {
    const asOf = '2023-11-30T15:59:59.999Z';
    const { countingRule, position, ...figures } = await statistics(asOf);
    expect(countingRule).toEqual(opened.data.countingRule);
    expect(figures).toMatchObject({ asOf, knownAt: null });
    expect(position).toBe(String(past.length - 1));
  });

  it('never count a reported hundred percent or a basically-done as closed', async () => {
    const { closedRate, extensionRequested } = await statistics('2023-10-01T00:00:00.000Z');
    expect(closedRate).toEqual({ percent: 0, count: 0, of: 3, ids: [] });
    expect(extensionRequested.ids).toEqual(['c']);
  });

  it('lose a reopened issue from then on, and keep it in every earlier question', async () => {
    expect((await statistics()).byStatus.closed.ids).toEqual(['c']);
    expect((await statistics('2024-01-09T00:00:00.000Z')).byStatus.closed.ids).toEqual(['a', 'c']);
  });

  it('tell apart what a meeting closed, what signatures closed, and what was carried over', async () => {
    const more = [
      onIssue('c', reopened, '2024-02-01T00:00:00.000Z'),
      onIssue('c', closedByMeeting, '2024-02-02T00:00:00.000Z'),
    ];
    const told = async (asOf?: string) => {
      const { closedHere, closedByMeeting, closedBySignOffs } = await statistics(asOf, more);
      return [closedHere.ids, closedByMeeting.ids, closedBySignOffs.ids];
    };
    expect(await told()).toEqual([['c'], ['c'], []]);
    expect(await told('2024-01-31T00:00:00.000Z')).toEqual([['c'], [], ['c']]);
  });

  it('count long-term as completed only when the rule in force says so', async () => {
    const rule = { version: 2, text: '长期整改计入', longTermCounts: true };
    const changed = roundEvent('CountingRuleChanged', { from: opened.data.countingRule, to: rule });
    const more = [onRound(changed, '2024-02-01T00:00:00.000Z')];
    expect(await statistics(undefined, more)).toMatchObject({ countingRule: rule, completed: { ids: ['b', 'c'] } });
    expect(await statistics('2024-01-31T00:00:00.000Z', more)).toMatchObject({ completed: { ids: ['c'] } });
  });

  it('print accountability and money with their zeros', async () => {
    const { accountability, recovered } = await statistics();
    expect(accountability).toEqual({
      discipline: { number: 0, ids: [] },
      organisational: { number: 0, ids: [] },
      admonition: { number: 2, ids: ['a'] },
      referral: { number: 0, ids: [] },
      criticism: { number: 0, ids: [] },
      'self-criticism': { number: 0, ids: [] },
    });
    expect(recovered).toEqual({ number: 500, ids: ['a'] });
  });

  it('set what the report asserts against what is listed', async () => {
    const { differences } = await statistics();
    expect(differences).toEqual([
      { of: 'headings', asserted: 2, listed: 3 },
      { of: 'tasks', asserted: 1, listed: 0 },
    ]);
  });

  it('break down by area, heading and lead unit', async () => {
    const { byArea, byHeading, byLeadUnit } = await statistics('2023-11-30T15:59:59.999Z');
    expect(byArea.map(({ area, issues, closedRate }) => [area, issues.count, closedRate.percent])).toEqual([
      ['管水', 1, 100],
      ['管路', 2, 50],
    ]);
    expect(byHeading.map(({ heading, issues }) => [heading, issues.ids])).toEqual([
      ['巡河不勤', ['a']],
      ['路灯失修', ['b']],
      ['路面破损', ['c']],
    ]);
    expect(byLeadUnit.map(({ leadUnit, issues }) => [leadUnit?.name, issues.ids])).toEqual([
      ['水务所', ['a']],
      ['道路所', ['b']],
      [undefined, ['c']],
    ]);
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
        expect(figures.issues.count).toBe(there);
        expect(Object.keys(figures.byStatus)).toEqual([...issueStatuses]);
        const ids = Object.values(figures.byStatus).flatMap(({ ids }) => ids);
        expect(ids.toSorted()).toEqual(figures.issues.ids.toSorted());
        expect(figures.byArea.reduce((sum, { issues }) => sum + issues.count, 0)).toBe(there);
      }),
      { numRuns: 40 },
    );
  });
});
