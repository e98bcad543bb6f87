import {
  type FindingTextFacts,
  AnnounceContact,
  ChangeCountingRule,
  OrganiseWork,
  RecordFindingText,
} from './particulars.js';
import { type PolicyFacts, ChangeClosurePolicy } from './policy.js';
import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import { roundOpened } from '../examples.js';
import { ListIssue, ListTask, ReviseBreakdown } from './register.js';
import { OpenRound } from './opening.js';
import type { RoundEvent } from './events.js';
import { round } from './round.js';
import { usualClosurePolicy, usualCountingRule } from './usual.js';

const given = givenDecider(round);
const { title, organisation, team, inspectedFrom, inspectedTo, deliveredOn } = (
  roundOpened as Extract<RoundEvent, { type: 'RoundOpened' }>
).data;
const opening = { title, organisation, team, inspectedFrom, inspectedTo, deliveredOn };
const listed = (issueId: string, number: string, heading = 'h'): RoundEvent => ({
  type: 'IssueListed',
  data: { issueId, number, area: '一', heading },
});

describe('no round', () => {
  it('opens with the usual rules when none are named', () => {
    given()
      .when(informed<OpenRound, PolicyFacts>(OpenRound, opening))
      .thenEvents({
        type: 'RoundOpened',
        data: {
          ...opening,
          breakdown: { findings: null, areas: null, headings: null, tasks: null, issues: null },
          countingRule: usualCountingRule,
          closurePolicy: usualClosurePolicy,
        },
      });
  });

  it('refuses dates out of order', () => {
    given()
      .when(informed<OpenRound, PolicyFacts>(OpenRound, { ...opening, inspectedTo: '2023-04-11' }))
      .thenRefused('round.dates-out-of-order', { inspectedTo: '2023-04-11' });
    given()
      .when(informed<OpenRound, PolicyFacts>(OpenRound, { ...opening, deliveredOn: '2023-06-12' }))
      .thenRefused('round.dates-out-of-order');
  });

  it('refuses a day of delivery ahead of today', () => {
    given()
      .when(informed<OpenRound, PolicyFacts>(OpenRound, { ...opening, deliveredOn: '2026-01-02' }))
      .thenRefused('round.delivered-ahead-of-now', { today: '2026-01-01' });
  });

  it('is of no day before the delivery of its findings, nor is anything in it', () => {
    const early = { effectiveOn: '2023-08-28', reason: '补录' };
    const details = { rule: 'nothingHappensBeforeTheDelivery', field: 'effectiveOn', earliest: '2023-08-29' };
    const openingOn = (late: object) => informed<OpenRound, PolicyFacts>(OpenRound, { ...opening, ...late });
    given().when(openingOn(early)).thenRefused('effective.before-delivery', details);
    expect(
      given()
        .when(openingOn({ ...early, effectiveOn: '2023-08-29' }))
        .events(),
    ).toHaveLength(1);
    for (const inIt of [
      commanded(ListIssue, { issueId: 'i1', number: '1', area: '一', heading: 'h', ...early }),
      commanded(ListTask, { taskId: 't1', number: '1', issueIds: [], ...early }),
      commanded(OrganiseWork, { paragraphs: ['成立领导小组'], ...early }),
    ])
      given(roundOpened).when(inIt).thenRefused('effective.before-delivery', details);
  });

  it('refuses endorsements out of order', () => {
    const closurePolicy = { endorsements: ['office' as const, 'unit' as const], required: 2 };
    given()
      .when(informed<OpenRound, PolicyFacts>(OpenRound, { ...opening, closurePolicy }))
      .thenRefused('round.endorsements-out-of-order');
  });

  it('is unknown to every other command', () => {
    const { breakdown } = { breakdown: { issues: 3 } };
    for (const command of [
      informed<RecordFindingText, FindingTextFacts>(RecordFindingText, { text: 't', sha256: 's' }),
      commanded(ReviseBreakdown, { breakdown }),
      commanded(ChangeCountingRule, { text: 't', longTermCounts: true }),
      informed<ChangeClosurePolicy, PolicyFacts>(ChangeClosurePolicy, { endorsements: ['office'], required: 1 }),
      commanded(OrganiseWork, { paragraphs: ['x'] }),
      commanded(AnnounceContact, { phone: '1' }),
      commanded(ListIssue, { issueId: 'i', number: '1', area: 'a', heading: 'h' }),
      commanded(ListTask, { taskId: 't', number: '1', issueIds: [] }),
    ]) {
      given().when(command).thenRefused('round.unknown', { id: 'x' });
    }
  });
});

describe('an open round', () => {
  const open = given(roundOpened);

  it('stays quiet when opened with the same particulars', () => {
    given()
      .when(informed<OpenRound, PolicyFacts>(OpenRound, opening))
      .events()
      .forEach((event) => given(event).when(informed<OpenRound, PolicyFacts>(OpenRound, opening)).thenNothing());
  });

  it('refuses to be opened with others', () => {
    open
      .when(informed<OpenRound, PolicyFacts>(OpenRound, { ...opening, title: '另一轮' }))
      .thenRefused('round.already-open', { title });
  });

  it('records the finding text with its digest', () => {
    open
      .when(informed<RecordFindingText, FindingTextFacts>(RecordFindingText, { text: '原文', sha256: 's1' }))
      .thenEvents({ type: 'FindingTextRecorded', data: { text: '原文', sha256: 's1' } });
  });

  it('supersedes the text for a reason, and stays quiet on the same text', () => {
    const recorded: RoundEvent = { type: 'FindingTextRecorded', data: { text: '原文', sha256: 's1' } };
    const again = given(roundOpened, recorded);
    again
      .when(informed<RecordFindingText, FindingTextFacts>(RecordFindingText, { text: '原文', sha256: 's1' }))
      .thenNothing();
    again
      .when(
        informed<RecordFindingText, FindingTextFacts>(RecordFindingText, {
          text: '更正',
          sha256: 's2',
          reason: '笔误',
        }),
      )
      .thenEvents({ type: 'FindingTextSuperseded', data: { text: '更正', sha256: 's2', supersedes: 's1' } });
    again
      .when(informed<RecordFindingText, FindingTextFacts>(RecordFindingText, { text: '更正', sha256: 's2' }))
      .thenRefused('reason.missing');
  });

  it('revises the breakdown for a reason only, and not below what is listed', () => {
    const from = { findings: null, areas: 1, headings: 2, tasks: 1, issues: 2 };
    const to = { ...from, issues: 3 };
    open
      .when(commanded(ReviseBreakdown, { breakdown: to, reason: '补充反馈' }))
      .thenEvents({ type: 'BreakdownRevised', data: { from, to } });
    open.when(commanded(ReviseBreakdown, { breakdown: to })).thenRefused('reason.missing', { field: 'reason' });
    open.when(commanded(ReviseBreakdown, { breakdown: to, reason: '  ' })).thenRefused('reason.missing');
    open.when(commanded(ReviseBreakdown, { breakdown: from })).thenNothing();
    given(roundOpened, listed('i1', '1'), listed('i2', '2'))
      .when(commanded(ReviseBreakdown, { breakdown: { issues: 1 }, reason: '减少' }))
      .thenRefused('round.count-exceeds-breakdown', { of: 'issues', asserted: 1, listed: 2 });
  });

  it('numbers each change of the counting rule and stays quiet on the same rule', () => {
    const from = { version: 1, text: '已销号/总数', longTermCounts: false };
    const change = { text: '含长期', longTermCounts: true };
    open
      .when(commanded(ChangeCountingRule, { ...change, reason: '上级口径' }))
      .thenEvents({ type: 'CountingRuleChanged', data: { from, to: { version: 2, ...change } } });
    open.when(commanded(ChangeCountingRule, change)).thenRefused('reason.missing');
    open.when(commanded(ChangeCountingRule, { text: from.text, longTermCounts: false })).thenNothing();
  });

  it('changes the closure policy for a reason', () => {
    const from = usualClosurePolicy;
    open
      .when(
        informed<ChangeClosurePolicy, PolicyFacts>(ChangeClosurePolicy, {
          endorsements: ['unit', 'office'],
          required: 3,
          reason: '简化',
        }),
      )
      .thenEvents({
        type: 'ClosurePolicyChanged',
        data: { from, to: { endorsements: ['unit', 'office'], way: 'sign-offs', required: 3 } },
      });
    open
      .when(informed<ChangeClosurePolicy, PolicyFacts>(ChangeClosurePolicy, { endorsements: ['office'], required: 3 }))
      .thenRefused('reason.missing');
    open
      .when(
        informed<ChangeClosurePolicy, PolicyFacts>(ChangeClosurePolicy, {
          endorsements: ['office', 'unit'],
          required: 2,
          reason: 'x',
        }),
      )
      .thenRefused('round.endorsements-out-of-order');
    open
      .when(
        informed<ChangeClosurePolicy, PolicyFacts>(ChangeClosurePolicy, {
          endorsements: ['unit', 'office'],
          required: 2,
        }),
      )
      .thenNothing();
  });

  it('organises the work once', () => {
    const data = { paragraphs: ['成立领导小组'] };
    open.when(commanded(OrganiseWork, data)).thenEvents({ type: 'WorkOrganised', data });
    given(roundOpened, { type: 'WorkOrganised', data }).when(commanded(OrganiseWork, data)).thenNothing();
  });

  it('announces a contact that can be reached', () => {
    const data = { phone: '0531-1', period: '工作日' };
    open.when(commanded(AnnounceContact, data)).thenEvents({ type: 'ContactAnnounced', data });
    open.when(commanded(AnnounceContact, { period: '工作日' })).thenRefused('contact.empty');
    given(roundOpened, { type: 'ContactAnnounced', data }).when(commanded(AnnounceContact, data)).thenNothing();
  });
});

describe('the register of a round that asserts 1 area, 2 headings, 1 task and 2 issues', () => {
  const listing = (issueId: string, number: string, area = '一', heading = 'h') =>
    commanded(ListIssue, { issueId, number, area, heading });

  it('lists an issue, and stays quiet when it is listed already', () => {
    given(roundOpened).when(listing('i1', '1')).thenEvents(listed('i1', '1'));
    given(roundOpened, listed('i1', '1')).when(listing('i1', '1')).thenNothing();
  });

  it('takes a number once', () => {
    given(roundOpened, listed('i1', '1')).when(listing('i2', '1')).thenRefused('issue.number-taken', { number: '1' });
  });

  it('refuses the third issue, the second area and the third heading', () => {
    given(roundOpened, listed('i1', '1'), listed('i2', '2'))
      .when(listing('i3', '3'))
      .thenRefused('round.count-exceeds-breakdown', { of: 'issues', asserted: 2, listed: 3 });
    given(roundOpened, listed('i1', '1'))
      .when(listing('i2', '2', '二'))
      .thenRefused('round.count-exceeds-breakdown', { of: 'areas', asserted: 1, listed: 2 });
    const wider: RoundEvent = {
      type: 'BreakdownRevised',
      data: {
        from: usualBreakdown,
        to: { ...usualBreakdown, issues: null },
      },
    };
    given(roundOpened, wider, listed('i1', '1', 'a'), listed('i2', '2', 'b'))
      .when(listing('i3', '3', '一', 'c'))
      .thenRefused('round.count-exceeds-breakdown', { of: 'headings', asserted: 2, listed: 3 });
    given(roundOpened, wider, listed('i1', '1', 'a'), listed('i2', '2', 'b'))
      .when(listing('i3', '3', '一', 'b'))
      .thenEvents(listed('i3', '3', 'b'));
  });

  it('lists a task of listed issues once', () => {
    const history = [roundOpened, listed('i1', '1')];
    const taskListed: RoundEvent = { type: 'TaskListed', data: { taskId: 't1', number: '1', issueIds: ['i1'] } };
    const listingTask = (taskId: string, number: string, issueIds = ['i1']) =>
      commanded(ListTask, { taskId, number, issueIds });
    given(...history)
      .when(listingTask('t1', '1'))
      .thenEvents(taskListed);
    given(...history, taskListed)
      .when(listingTask('t1', '1'))
      .thenNothing();
    given(...history, taskListed)
      .when(listingTask('t2', '1'))
      .thenRefused('task.number-taken', { number: '1' });
    given(...history)
      .when(listingTask('t1', '1', ['i1', 'i9']))
      .thenRefused('issue.unknown', { ids: ['i9'] });
    given(...history, taskListed)
      .when(listingTask('t2', '2'))
      .thenRefused('round.count-exceeds-breakdown', { of: 'tasks', asserted: 1, listed: 2 });
  });
});

const usualBreakdown = { findings: null, areas: 1, headings: 2, tasks: 1, issues: 2 };
