import { type Block, chineseOrdinal, settled } from '#documents';
import { contactBlocks, endBlocks, nextStepsBlocks, remainderBlocks } from './report-closing.js';
import type { OfficialReport } from './report-content.js';
import { issuesBlocks } from './report-issues.js';
import { leadBlocks, workOrganisedBlocks } from './report-lead.js';
import { totalsBlocks } from './report-totals.js';

type Section = readonly [title: string, blocks: (report: OfficialReport) => Block[]];

const SECTIONS: readonly Section[] = [
  ['整改工作组织情况', workOrganisedBlocks],
  ['整改总体情况', totalsBlocks],
  ['反馈问题逐项整改情况', issuesBlocks],
  ['尚未完成和长期整改事项', remainderBlocks],
  ['下一步工作', nextStepsBlocks],
  ['监督联系方式', contactBlocks],
];

/** A section that has nothing to say is left out, and the others close up. */
const sectionsOf = (report: OfficialReport) =>
  SECTIONS.map(([title, blocks]) => ({ title, blocks: blocks(report) })).filter(({ blocks }) => blocks.length > 0);

/** The whole report as a sequence of paragraphs; every format prints exactly this text in this order. */
export const outlineOf = (report: OfficialReport): Block[] =>
  settled([
    ...leadBlocks(report),
    ...sectionsOf(report).flatMap(({ title, blocks }, index): Block[] => [
      { kind: 'section', text: `${chineseOrdinal(index + 1)}、${title}` },
      ...blocks,
    ]),
    ...endBlocks(report),
  ]);
