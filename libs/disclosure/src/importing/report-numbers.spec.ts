import { readReport } from '../reading/report/reader.js';
import { issueNumbers } from './report-numbers.js';

const numbersOf = (...lines: string[]) => issueNumbers(readReport(lines.join('\n')).issues);

describe('the numbers of a report', () => {
  it('stay as printed while they are unique', () => {
    const read = numbersOf('一、某方面', '1.学习不够', '整改情况:已学习。', '3.调研不够', '整改情况:已调研。');
    expect(read).toEqual({ numbers: ['1', '3'], qualified: false });
  });

  it('name area and heading where each counts anew', () => {
    const one = ['1.学习不够', '整改情况:已学习。', '2.调研不够', '整改情况:已调研。'];
    const other = ['1.检查不够', '整改情况:已检查。'];
    const read = numbersOf(
      '一、某方面',
      '(一)某大项',
      ...one,
      '(二)另一大项',
      ...other,
      '二、另一方面',
      '(一)某大项',
      ...other,
    );
    expect(read).toEqual({ numbers: ['1-1-1', '1-1-2', '1-2-1', '2-1-1'], qualified: true });
  });

  it('stay as printed where one is simply repeated, for the round to refuse', () => {
    const read = numbersOf(
      '一、某方面',
      '(一)某大项',
      '1.学习不够',
      '整改情况:已学习。',
      '1.调研不够',
      '整改情况:已调研。',
    );
    expect(read).toEqual({ numbers: ['1', '1'], qualified: false });
  });
});
