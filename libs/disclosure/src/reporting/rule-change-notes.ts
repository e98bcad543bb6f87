import { chineseDate, quoted } from '#documents';
import { dateOf, endOfDay } from '#event-sourcing';
import type { RoundRow } from '#rectification';
import { becauseOf } from './reasons.js';
import type { RoundPicture } from './round-picture.js';

type RuleChange = RoundRow['ruleChanges'][number];
type Policy = RoundRow['planPolicy'] | RoundRow['closurePolicy'];

const LEVEL = { unit: '牵头单位', office: '整改办' } as const;

const policyInWords = (policy: Policy): string => {
  const levels = 'endorsements' in policy ? policy.endorsements.map((level) => LEVEL[level]) : [];
  const review = levels.length > 0 ? `经${levels.join('、')}审核，` : '';
  if (policy.way === 'meeting') return `${review}由“${policy.body.name}”会议表决`;
  return `${review}由${policy.body ? `“${policy.body.name}”` : '领导小组'}${policy.required}人会签`;
};

const wordsOf = (change: RuleChange): string => {
  if (change.of === 'counting-rule') return `统计口径由${quoted(change.from.text)}改为${quoted(change.to.text)}`;
  const rule = change.of === 'closure-policy' ? '销号规则' : '方案审批规则';
  return `${rule}由${quoted(policyInWords(change.from))}改为${quoted(policyInWords(change.to))}`;
};

/** Changes of what is counted and of who decides; of one that was entered later, also when. */
export const ruleChangeNotes = ({ asOf, round }: RoundPicture): string[] =>
  round.ruleChanges.map((change) => {
    const { effectiveAt, recordedAt, reasons } = change;
    const entered = recordedAt > endOfDay(asOf) ? `（${chineseDate(dateOf(recordedAt))}登记）` : '';
    return `${chineseDate(dateOf(effectiveAt))}${wordsOf(change)}${entered}${becauseOf(reasons)}`;
  });
