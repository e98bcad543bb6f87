import { chineseDate } from '#documents';
import { countFound } from '../reading/ledger/checks.js';
import type { LedgerWorkbook } from './ledger-content.js';

/** The name of the round may hold any mark, and stands last. */
const dated = ({ asOf, organisation, round, team, deliveredOn }: LedgerWorkbook): string =>
  [
    `截至${chineseDate(asOf)}`,
    organisation && `被巡察单位：${organisation}`,
    team && `巡察组：${team}`,
    deliveredOn && `反馈日期：${chineseDate(deliveredOn)}`,
    `巡察轮次：${round}`,
  ]
    .filter(Boolean)
    .join('；');

/** What stands between the title and the table. */
export const factLines = (ledger: LedgerWorkbook): string[] => [dated(ledger), `统计口径：${ledger.countingRule}`];

export const totalsLine = ({ issues, tasks, regulations }: LedgerWorkbook): string => {
  const counted = issues.map(({ area, heading, status }) => ({
    area,
    heading,
    status: { text: '', understood: status },
  }));
  const found = countFound(counted, tasks, regulations);
  const problems = `${found.areas}个方面、${found.headings}个大项、${found.issues}个具体问题、${found.tasks}项整改任务`;
  const states = `已销号${found.closed}个、长期整改${found.longTerm}个`;
  return `${problems}；${states}；制定或修订制度${found.regulations}项`;
};
