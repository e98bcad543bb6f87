import { asRecorded, rowsOf } from '#event-sourcing/testing';
import {
  approved,
  assigned,
  carriedOver,
  closedByMeeting,
  delivered,
  evidence,
  issueEvent,
  life,
  longTermVotedDown,
  made,
  placed,
  progress,
  provenance,
  reopened,
  requested,
  roads,
  signed,
  votedDown,
} from '../../../../../test/support/round-events.js';
import { projected, type PastEvent } from '../../../../../test/support/projected-views.js';
import { countLedger, listLedger, type LedgerQuery } from './ledger-list.js';
import { ledger } from './ledger.js';

const rowAfter = (...past: Parameters<typeof rowsOf>[2][]) => rowsOf(ledger, 'issue-i1', ...past).get('i1')!;

describe('a line of the ledger', () => {
  it('is delivered with nothing on it yet', () => {
    expect(rowAfter(delivered('11'))).toMatchObject({
      id: 'i1',
      roundId: 'r1',
      status: 'delivered',
      criteriaCount: 1,
      leadUnit: null,
      dueOn: null,
      progress: null,
      closedOn: null,
    });
  });

  it('never loses the first due date', () => {
    const granted = issueEvent('ExtensionGranted', { from: '2023-11-30', to: '2023-12-31' });
    const again = assigned({ dueOn: '2024-01-31' });
    expect(rowAfter(delivered('1'), assigned(), granted)).toMatchObject({
      firstDueOn: '2023-11-30',
      dueOn: '2023-12-31',
      extension: { state: 'granted', to: '2023-12-31' },
    });
    expect(rowAfter(delivered('1'), assigned(), granted, again)).toMatchObject({
      firstDueOn: '2023-11-30',
      dueOn: '2024-01-31',
    });
  });

  it('shows the latest progress, corrected only by a correction of that report', () => {
    const report = { event: progress(40), at: '2023-10-01T20:00:00.000Z' };
    const correct = (corrects: string) =>
      issueEvent('ProgressCorrected', { corrects, narrative: '更正', measures: [], percent: 50, figures: [] });
    expect(rowAfter(delivered('1'), report)).toMatchObject({ percent: 40, progress: { on: '2023-10-02' } });
    expect(rowAfter(delivered('1'), report, correct('00000000-0000-4000-8000-000000000002'))).toMatchObject({
      percent: 50,
      progress: { narrative: '更正' },
    });
    expect(rowAfter(delivered('1'), report, correct('an earlier one'))).toMatchObject({ percent: 40 });
  });

  it('tells a closure decided here from one carried over', () => {
    const decided = { event: approved, at: '2023-11-30T15:00:00.000Z' };
    expect(rowAfter(delivered('1'), requested(), decided)).toMatchObject({
      status: 'closed',
      closedOn: '2023-11-30',
      closedBy: 'decided',
      provenance: null,
    });
    expect(rowAfter(delivered('1'), carriedOver('2023-10-20'))).toMatchObject({
      status: 'closed',
      closedOn: '2023-10-20',
      closedBy: 'carried-over',
      provenance,
    });
  });

  it('names the body, meeting, item and votes that closed it, or the signatories', () => {
    expect(rowAfter(delivered('1'), requested(), closedByMeeting)).toMatchObject({
      status: 'closed',
      closedBy: 'decided',
      decision: {
        way: 'meeting',
        body: '领导小组',
        meeting: '第五次会议',
        item: 3,
        entitled: 9,
        yes: 5,
        no: 1,
        abstain: 0,
      },
    });
    expect(rowAfter(delivered('1'), requested(), approved).decision).toEqual({
      way: 'sign-offs',
      signatories: ['钱一'],
    });
    expect(rowAfter(delivered('1'), requested(), closedByMeeting, reopened).decision).toBeNull();
  });

  it('goes back to rectifying when a meeting votes its closure down, and stays where it is when long-term fails', () => {
    const down = rowAfter(delivered('1'), assigned(), requested(), votedDown);
    expect(down).toMatchObject({ status: 'rectifying', returnedTimes: 1, closedOn: null });
    expect(rowAfter(delivered('1'), requested(), longTermVotedDown)).toMatchObject({
      status: 'closure-requested',
      longTerm: null,
    });
  });

  it('is closed no more once reopened, and says how often', () => {
    expect(rowAfter(delivered('1'), carriedOver('2023-10-20'), reopened)).toMatchObject({
      status: 'rectifying',
      closedOn: null,
      closedBy: null,
      provenance: null,
      reopenedTimes: 1,
    });
  });

  it('carries review date and reason while under long-term rectification only', () => {
    const reasoned = rowAfter(delivered('1'), placed('2024-06-30'));
    const decision = { way: 'sign-offs', signatories: ['钱一'] };
    expect(reasoned.longTerm).toEqual({ reviewOn: '2024-06-30', reason: '', way: 'decided', decision });
    expect(rowAfter(delivered('1'), placed('2024-06-30'), requested()).longTerm).toBeNull();
  });

  it('counts returns, evidence in force, regulations, accountability with zeros, and money', () => {
    const uncorrected = life.filter(
      ({ type }) => !/^(Regulation|Accountability|Recovery)(Corrected|Withdrawn)$/.test(type),
    );
    expect(rowAfter(...uncorrected)).toMatchObject({
      returnedTimes: 3,
      reopenedTimes: 2,
      evidenceCount: 1,
      regulationCount: 2,
      accountability: { criticism: 0, admonition: 2 },
      recovered: 120_050,
    });
  });

  it('counts each entry once, as it was corrected last, and none that was withdrawn', () => {
    expect(rowAfter(...life)).toMatchObject({ regulationCount: 1, accountability: { admonition: 1 }, recovered: 0 });
    expect(rowAfter(...life).accountability).not.toHaveProperty('criticism');
  });

  it('is none for facts about an issue that was never delivered', () => {
    expect(rowsOf(ledger, 'issue-i1', ...life.slice(1)).size).toBe(0);
  });
});

const past: PastEvent[] = [
  { stream: 'issue-a', event: delivered('2'), at: '2023-09-01T00:00:00.000Z' },
  { stream: 'issue-b', event: delivered('10', { area: '管路', class: 'immediate', text: '路灯坏了' }) },
  { stream: 'issue-c', event: delivered('1') },
  { stream: 'issue-d', event: delivered('1', { roundId: 'r2' }) },
  { stream: 'issue-a', event: assigned({ dueOn: '2023-12-31' }) },
  { stream: 'issue-b', event: assigned({ leadUnit: roads, dueOn: '2023-10-31' }), at: '2023-09-10T00:00:00.000Z' },
  { stream: 'issue-b', event: evidence('e1') },
  { stream: 'issue-b', event: made('《照明制度》') },
  { stream: 'issue-b', event: carriedOver('2023-10-20'), at: '2023-10-20T00:00:00.000Z' },
];

describe('a ledger of several issues', () => {
  const numbers = async (query: LedgerQuery): Promise<string[]> => {
    const { reader } = await projected([ledger], past);
    return (await listLedger(reader, query)).rows.map(({ row }) => row.number);
  };

  it.each<[string, LedgerQuery, string[]]>([
    ['in the order of its numbers', { roundId: 'r1' }, ['1', '2', '10']],
    ['backwards', { roundId: 'r1', descending: true }, ['10', '2', '1']],
    ['by state', { roundId: 'r1', status: 'closed' }, ['10']],
    ['by several states', { roundId: 'r1', status: ['closed', 'assigned'] }, ['2', '10']],
    ['by lead unit', { leadUnitId: roads.id }, ['10']],
    ['by class, area and part of the text', { class: 'immediate', area: '管路', text: '路灯' }, ['10']],
    ['by what was carried over', { roundId: 'r1', carriedOver: true }, ['10']],
    ['by what was not', { roundId: 'r1', carriedOver: false }, ['1', '2']],
    ['up to a due date, undated ones left out', { roundId: 'r1', dueTo: '2023-12-31', sort: 'dueOn' }, ['10', '2']],
    ['by closing days', { roundId: 'r1', closedFrom: '2023-10-20', closedTo: '2023-10-20' }, ['10']],
    ['as of a day before the closing', { roundId: 'r1', status: 'closed', asOf: '2023-10-19T00:00:00.000Z' }, []],
    ['as of a day before everything', { roundId: 'r1', asOf: '2023-08-01T00:00:00.000Z' }, []],
  ])('is listed %s', async (_, query, expected) => {
    expect(await numbers(query)).toEqual(expected);
  });

  it('comes in pages that leave nothing out', async () => {
    const { reader } = await projected([ledger], past);
    const first = await listLedger(reader, { roundId: 'r1', limit: 2 });
    const second = await listLedger(reader, { roundId: 'r1', limit: 2, cursor: first.next });
    expect([...first.rows, ...second.rows].map(({ row }) => row.number)).toEqual(['1', '2', '10']);
    expect(second.next).toBeUndefined();
  });

  it('is counted by a column', async () => {
    const { reader } = await projected([ledger], past);
    const counts = await countLedger(reader, { roundId: 'r1', column: 'status' });
    expect(Object.fromEntries(counts)).toEqual({ delivered: 1, assigned: 1, closed: 1 });
  });
});

describe('a fact that changes nothing else in a line', () => {
  it('counts as an act on the issue, so that a comparison of two days finds it', () => {
    const before = rowAfter(delivered('1'), requested());
    const event = asRecorded('issue-i1', signed(1, 1), 3);
    expect(ledger.fold(before, event)).toEqual({ ...before, acts: before.acts + 1 });
  });
});
