import { enumerated, sentence } from '#documents';
import type { ReportIssue } from './report-content.js';

const MARK = /(?<=^|[。；;:：，,、\s])[一二三四五六七八九十]{1,3}是(?!否)[，,：:]?/gu;

/** The words alone: marks of enumeration, punctuation and blanks are no difference. */
const bare = (text: string): string => text.replace(MARK, '').replace(/[\p{P}\p{Z}\s]/gu, '');

/** Whether the words say it already. */
export const isTold = (told: string, text: string): boolean => bare(told).includes(bare(text));

const isEnumerated = (text: string): boolean => (text.match(MARK)?.length ?? 0) > 1;

/** Only sentences of the narrative that no measure says. */
const beyond = (narrative: string, measures: string): string =>
  (narrative.match(/[^。！？!?\n]+[。！？!?]?/gu) ?? [])
    .map((one) => one.trim())
    .filter((one) => bare(one) !== '' && !isTold(measures, one))
    .map((one) => sentence(one))
    .join('');

/**
 * Measures as 一是…二是…, then what the narrative says beyond them. A narrative that tells every measure, or counts its own
 * up, stands alone.
 */
export const toldOnce = ({ measures, progress = '' }: Pick<ReportIssue, 'measures' | 'progress'>): string => {
  const listed = measures.filter((measure) => bare(measure) !== '');
  const narrative = progress.trim();
  if (listed.length === 0) return narrative === '' ? '' : sentence(narrative);
  if (narrative === '') return enumerated(listed);
  const missing = listed.filter((measure) => !isTold(narrative, measure));
  if (missing.length === 0) return sentence(narrative);
  if (isEnumerated(narrative)) return `${sentence(narrative)}${missing.map((one) => sentence(one)).join('')}`;
  return `${enumerated(listed)}${beyond(narrative, listed.join(''))}`;
};
