import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readLedger } from './reader.js';

const bytes = readFileSync(resolve(import.meta.dirname, '../../../../../../shared/data/ledger-42.xlsx'));

describe('the real-shaped ledger of 42 issues', () => {
  const reading = () => readLedger(bytes, { asOf: '2023-11-30', deliveredOn: '2023-08-29' });

  it('gives the counts that the official report printed', async () => {
    expect((await reading()).found).toEqual({
      areas: 4,
      headings: 12,
      issues: 42,
      tasks: 39,
      closed: 40,
      longTerm: 2,
      regulations: 7,
    });
  });

  it('has a closing date on or before the as-of date for each of the 40 and for none of the other two', async () => {
    const { issues } = await reading();
    const dated = issues.filter((issue) => issue.closedOn !== undefined);
    expect(dated).toHaveLength(40);
    expect(dated.every((issue) => issue.status?.understood === 'closed' && issue.closedOn! <= '2023-11-30')).toBe(true);
    expect(issues.filter((issue) => issue.closedOn === undefined).map((issue) => issue.number)).toEqual([11, 30]);
  });

  it('reads the areas and headings of merged cells on every covered row', async () => {
    const { issues } = await reading();
    expect(issues.map((issue) => issue.number)).toEqual(Array.from({ length: 42 }, (_, at) => at + 1));
    expect(issues.every((issue) => issue.area && issue.heading)).toBe(true);
    expect(new Set(issues.slice(0, 13).map((issue) => issue.area)).size).toBe(1);
  });

  it('links the tasks whose number cell is merged to both of their issues, over a change of area too', async () => {
    const { tasks, issues } = await reading();
    const shared = tasks.filter((task) => task.issueNumbers.length > 1);
    expect(shared.map((task) => [task.number, task.issueNumbers])).toEqual([
      [2, [2, 3]],
      [15, [16, 17]],
      [32, [34, 35]],
    ]);
    expect(issues[2]?.taskNumbers).toEqual([2]);
  });

  it('names the 8 units and the 13 people, the handlers with their unit', async () => {
    const { units, people } = await reading();
    expect(units).toHaveLength(8);
    expect(people).toHaveLength(13);
    expect(people.filter((person) => person.unit)).toHaveLength(8);
  });

  it('warns about the three closings before their start, the two missing review dates and the split tasks only', async () => {
    const { warnings, unread } = await reading();
    expect(warnings.map(({ code, row, column }) => `${code} ${row} ${column}`)).toEqual([
      'task-in-several-units 4 G 整改任务编号',
      'long-term-without-review-date 13 P 完成情况',
      'closed-before-start 14 S 销号日期',
      'task-in-several-units 18 G 整改任务编号',
      'closed-before-start 26 S 销号日期',
      'long-term-without-review-date 32 P 完成情况',
      'task-in-several-units 36 G 整改任务编号',
      'closed-before-start 38 S 销号日期',
    ]);
    expect(unread).toEqual([]);
  });

  it('reads the same twice', async () => {
    expect(JSON.stringify(await reading())).toBe(JSON.stringify(await reading()));
  });
});
