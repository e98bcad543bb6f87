import { readIssueOf } from './issues.js';
import { leadFactsIn } from './lead.js';
import { splitLines } from './lines.js';
import { outlineOf } from './outline.js';
import type { LineKind, ReportReading } from './reading.js';
import { structureOf } from './structure.js';
import { totalsIn } from './totals.js';
import { warningsOf } from './warnings.js';

const leadKinds: ReadonlySet<LineKind> = new Set(['title', 'lead', 'totals']);
const totalKinds: ReadonlySet<LineKind> = new Set(['lead', 'totals', 'organisation', 'section', 'closing']);

/**
 * Reads the text of an official report (整改情况通报). Never throws: every line gets one of `lineKinds`, what is
 * not understood is kept in `notUnderstood`, and a text without issue or reply bears the warning nothing-found.
 * A reply whose heading is lost becomes an entry of its own (number null, text '') and is never joined to another.
 */
export const readReport = (text: string): ReportReading => {
  const lines = splitLines(text);
  const outline = outlineOf(structureOf(lines));
  const ofKinds = (kinds: ReadonlySet<LineKind>) => lines.filter((_, index) => kinds.has(outline.kinds[index]!));
  const lead = leadFactsIn(ofKinds(leadKinds));
  const totals = totalsIn(ofKinds(totalKinds));
  const issues = outline.issues.map(readIssueOf);
  return {
    kind: 'report',
    ...lead,
    stated: totals.stated,
    otherStates: totals.otherStates,
    found: {
      issues: outline.issues.filter((issue) => issue.title !== '').length,
      replies: issues.filter((issue) => issue.reply !== '').length,
    },
    issues,
    warnings: warningsOf({ lines, outline, lead, totals, issues }),
    notUnderstood: ofKinds(new Set(['not-understood'])).map(({ number, text }) => ({ line: number, text })),
    lines: lines.length,
    lineKinds: outline.kinds,
  };
};
