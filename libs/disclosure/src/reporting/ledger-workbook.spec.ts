import { issues, ledger, register, regulations, rounds, tasks } from '#rectification';
import { type PastEvent, projected } from '../../../../test/support/projected-views.js';
import {
  assigned,
  atMeeting,
  closedByMeeting,
  delivered,
  evidence,
  issueEvent,
  listed,
  made,
  opened,
  planned,
  progress,
  provenance,
  reopened,
  requested,
} from '../../../../test/support/round-events.js';
import { writeLedger } from './documents.js';
import { ledgerWorkbookOf } from './ledger-workbook.js';

const views = [rounds, register, ledger, issues, tasks, regulations];
const day = { roundId: 'r1', asOf: '2023-11-30' };

const pastOf = (first: string, second: string): PastEvent[] => [
  { stream: 'round-r1', event: opened, at: '2023-08-29T04:00:00.000Z' },
  { stream: 'round-r1', event: listed('a', first) },
  { stream: 'round-r1', event: listed('b', second) },
  { stream: 'issue-a', event: delivered(first) },
  { stream: 'issue-b', event: delivered(second) },
  { stream: 'task-t', event: planned('3', ['a', 'b']) },
  { stream: 'issue-a', event: assigned() },
  { stream: 'issue-a', event: progress(60, '已清理河道') },
  { stream: 'issue-a', event: evidence('e1') },
  { stream: 'issue-a', event: evidence('e2', 'e1') },
  { stream: 'issue-a', event: made('《巡河制度》') },
  {
    stream: 'issue-b',
    event: issueEvent('LongTermCarriedOver', { reviewOn: '2024-06-30', provenance }),
    more: { reason: '资金分年度安排' },
  },
];

const workbookOf = async (past: readonly PastEvent[]) => ledgerWorkbookOf((await projected(views, past)).reader, day);

describe('the ledger of a round', () => {
  it('carries people, dates, progress, evidence in force and regulations of an issue', async () => {
    const { issues, tasks, regulations } = await workbookOf(pastOf('1', '2'));
    expect(issues[0]).toMatchObject({
      number: 1,
      leader: '钱一',
      leadUnit: '水务所',
      supportingUnits: ['道路所'],
      handler: '王五',
      dueOn: '2023-11-30',
      progress: '已清理河道',
      evidenceList: ['e2.pdf'],
      taskNumbers: [3],
      regulations: [{ title: '巡河制度', kind: 'made' }],
    });
    expect(tasks).toMatchObject([{ number: 3, issueNumbers: [1, 2], status: 'not-started' }]);
    expect(regulations).toMatchObject([{ title: '巡河制度', issueNumbers: [1] }]);
  });

  it('tells of a carried-over placement where it was taken from', async () => {
    const { issues } = await workbookOf(pastOf('1', '2'));
    expect(issues[1]).toMatchObject({
      status: 'long-term',
      longTerm: { reason: '资金分年度安排', reviewOn: '2024-06-30' },
      remark: '据“台账.xlsx”“台账”表第7行结转',
    });
  });

  it('says of a closure or a placement by meeting which body decided, at which item and with how many votes', async () => {
    const votes = '领导小组“第五次会议”第3项（应到9人，赞成5票、反对1票、弃权0票）';
    const byMeeting = issueEvent('LongTermApproved', { reviewOn: '2024-06-30', decided: atMeeting });
    const past = pastOf('1', '2').slice(0, -1);
    const { issues } = await workbookOf([
      ...past,
      { stream: 'issue-a', event: requested() },
      { stream: 'issue-a', event: closedByMeeting },
      { stream: 'issue-b', event: byMeeting },
    ]);
    expect(issues[0]).toMatchObject({ status: 'closed', closedHow: 'decided-here', closedAtMeeting: votes });
    expect(issues[1]).toMatchObject({ status: 'long-term', remark: `长期整改由${votes}决定` });
    const reopenedLater = await workbookOf([
      ...past,
      { stream: 'issue-a', event: closedByMeeting },
      { stream: 'issue-a', event: reopened },
    ]);
    expect(reopenedLater.issues[0]!.closedAtMeeting).toBeUndefined();
  });

  it('counts in places, and remarks the number, where numbers are not whole', async () => {
    const { issues } = await workbookOf(pastOf('1.9', '1.10'));
    expect(issues.map(({ number, remark }) => [number, remark?.split('；')[0]])).toEqual([
      [1, '编号1.9'],
      [2, '编号1.10'],
    ]);
  });

  it('gives the same file twice', async () => {
    const once = await writeLedger(await workbookOf(pastOf('1', '2')), 'xlsx');
    expect(await writeLedger(await workbookOf(pastOf('1', '2')), 'xlsx')).toEqual(once);
    expect(once.name).toBe('整改台账-2023-11-30.xlsx');
  });
});
