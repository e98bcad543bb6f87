import type { SheetColumns } from '#contracts';
import { ledgerTitles } from '#disclosure';

const { issues, tasks } = ledgerTitles;

/** When it happened, for what is entered late. */
const entered: SheetColumns = {
  effectiveOn: { titles: ['办理日期', '发生日期', '事实发生日期', '明确责任日期', '认领日期'], as: 'day' },
  reason: { titles: ['补录理由', '理由', '办理理由', '说明'] },
};

export const assignmentColumns: SheetColumns = {
  id: { titles: issues.number, needed: true },
  leadUnitId: { titles: issues.leadUnit, needed: true },
  supportingUnitIds: { titles: issues.supportingUnits, as: 'names' },
  leaderId: { titles: issues.leader, needed: true },
  handlerId: { titles: issues.handler, needed: true },
  dueOn: { titles: issues.dueOn, as: 'day', needed: true },
  ...entered,
};

export const claimColumns: SheetColumns = { id: { titles: issues.number, needed: true }, ...entered };

export const taskColumns: SheetColumns = {
  issueIds: { titles: tasks.issueNumbers, as: 'numbers', needed: true },
  number: { titles: tasks.number, needed: true },
  title: { titles: tasks.title, needed: true },
  measures: { titles: tasks.measures, as: 'measures' },
  dueOn: { titles: tasks.dueOn, as: 'day' },
  ...entered,
};
