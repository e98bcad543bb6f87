import { rowsOf } from '#event-sourcing/testing';
import { made, delivered, planned, provenance, taskEvent, wang, water } from '../../../../test/support/round-events.js';
import { projected, type PastEvent } from '../../../../test/support/projected-views.js';
import { regulations, regulationsOfRound } from './round/regulations.js';
import { findTask, listTasks, tasks, tasksOfIssue } from './tasks.js';

const assigned = taskEvent('TaskAssigned', { unit: water, handler: wang, dueOn: '2023-10-31' });
const reported = taskEvent('TaskProgressReported', { narrative: '已完成两项', percent: 60, figures: [] });
const attached = taskEvent('TaskEvidenceAttached', {
  sha256: 'e1',
  name: '照片.jpg',
  mediaType: 'image/jpeg',
  size: 5,
  datedOn: '2023-10-01',
});
const completed = taskEvent('TaskCompleted', { statement: '全部完成' });
const rowAfter = (...past: Parameters<typeof rowsOf>[2][]) =>
  rowsOf(tasks, 'task-t1', planned('1', ['i1']), ...past).get('t1')!;

describe('a task', () => {
  it('goes from planned over assigned and in progress to completed', () => {
    expect(rowAfter().status).toBe('planned');
    expect(rowAfter(assigned)).toMatchObject({ status: 'assigned', unit: water, firstDueOn: '2023-10-31' });
    expect(rowAfter(assigned, reported, attached)).toMatchObject({
      status: 'in-progress',
      percent: 60,
      progress: [{ narrative: '已完成两项', by: { name: '张三' } }],
      evidence: [{ sha256: 'e1' }],
    });
    expect(rowAfter(assigned, { event: completed, at: '2023-10-30T17:00:00.000Z' })).toMatchObject({
      status: 'completed',
      percent: 100,
      completedOn: '2023-10-31',
      completedBy: 'decided',
      statement: '全部完成',
    });
  });

  it('keeps the day that it was due on first, however it is put off', () => {
    const later = taskEvent('TaskAssigned', { unit: water, handler: wang, dueOn: '2024-06-30' });
    expect(rowAfter(assigned, later)).toMatchObject({ firstDueOn: '2023-10-31', dueOn: '2024-06-30' });
  });

  it('says when its completion was only carried over', () => {
    const over = taskEvent('TaskCarriedOver', { completedOn: '2023-09-30', provenance });
    expect(rowAfter(over)).toMatchObject({ completedBy: 'carried-over', completedOn: '2023-09-30', provenance });
  });

  it('stays completed under a late report or another assignment', () => {
    expect(rowAfter(assigned, completed, reported, assigned).status).toBe('completed');
  });
});

const past: PastEvent[] = [
  { stream: 'task-t1', event: planned('10', ['i1', 'i12']), at: '2023-09-01T00:00:00.000Z' },
  { stream: 'task-t2', event: planned('9', ['i2', 'i1']) },
  { stream: 'task-t3', event: planned('3', ['i12']) },
  { stream: 'task-t2', event: assigned, at: '2023-09-05T00:00:00.000Z' },
];

describe('tasks and issues many to many', () => {
  it('are found from the issue, and never by a part of its id', async () => {
    const { reader } = await projected([tasks], past);
    const numbers = async (issueId: string) =>
      (await tasksOfIssue(reader, { issueId, roundId: 'r1' })).map(({ number }) => number);
    expect(await numbers('i1')).toEqual(['9', '10']);
    expect(await numbers('i12')).toEqual(['3', '10']);
    expect(await numbers('i')).toEqual([]);
  });

  it('are listed by unit, handler and state, as of a day', async () => {
    const { reader } = await projected([tasks], past);
    const of = { unitId: water.id, handlerId: wang.id, status: 'assigned' } as const;
    expect((await listTasks(reader, of)).rows.map(({ key }) => key)).toEqual(['t2']);
    expect((await listTasks(reader, { ...of, asOf: '2023-09-04T00:00:00.000Z' })).rows).toEqual([]);
    expect((await findTask(reader, { id: 't2', asOf: '2023-09-04T00:00:00.000Z' }))?.row.status).toBe('planned');
  });
});

describe('the regulations of a round', () => {
  it('come with the numbers of their issues, as of a day', async () => {
    const { reader } = await projected(
      [regulations],
      [
        { stream: 'issue-a', event: delivered('10'), at: '2023-09-01T00:00:00.000Z' },
        { stream: 'issue-b', event: delivered('2') },
        { stream: 'issue-c', event: delivered('3', { roundId: 'r2' }) },
        { stream: 'issue-a', event: made('《甲》'), at: '2023-10-01T00:00:00.000Z' },
        { stream: 'issue-c', event: made('《他》') },
        { stream: 'issue-b', event: { ...made('《乙》'), type: 'RegulationRevised' }, at: '2023-11-01T00:00:00.000Z' },
      ],
    );
    const titles = async (asOf?: string) =>
      (await regulationsOfRound(reader, { roundId: 'r1', asOf })).map(({ number, title, kind }) => [
        number,
        title,
        kind,
      ]);
    expect(await titles()).toEqual([
      ['2', '《乙》', 'revised'],
      ['10', '《甲》', 'made'],
    ]);
    expect(await titles('2023-10-31T00:00:00.000Z')).toEqual([['10', '《甲》', 'made']]);
  });
});
