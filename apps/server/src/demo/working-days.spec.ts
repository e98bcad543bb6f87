import { isWorkingDay, monthEnd, workingDaysBefore } from './working-days.js';

describe('a working day', () => {
  it('is no weekend and none of the National Day holiday', () => {
    const days = ['2023-09-28', '2023-09-29', '2023-10-06', '2023-10-07', '2023-10-08', '2023-10-09'];
    expect(days.filter(isWorkingDay)).toEqual(['2023-09-28', '2023-10-09']);
  });

  it('is counted back over weekends and the holiday', () => {
    expect(workingDaysBefore('2023-09-25', 1)).toBe('2023-09-22');
    expect(workingDaysBefore('2023-10-10', 2)).toBe('2023-09-28');
    expect(workingDaysBefore('2023-11-15', 0)).toBe('2023-11-15');
  });
});

describe('a month', () => {
  it('ends on its last day', () => {
    expect(['2023-09-01', '2023-10-31', '2024-02-10'].map(monthEnd)).toEqual([
      '2023-09-30',
      '2023-10-31',
      '2024-02-29',
    ]);
  });
});
