import { figuresIn } from './figures.js';
import type { DraftPart, IssueDraft } from './issue-draft.js';
import { measuresOf } from './measures.js';
import type { ReadIssue } from './reading.js';

const joined = (parts: readonly DraftPart[]): string => parts.map((part) => part.text).join('\n');

export const readIssueOf = (draft: IssueDraft): ReadIssue => {
  const reply = joined(draft.replyParts);
  const figures = draft.replyParts.flatMap((part) => figuresIn(part.text, part.line));
  return {
    number: draft.number,
    area: draft.area,
    heading: draft.heading,
    text: joined(draft.textParts) || (draft.title === '' ? '' : (draft.heading ?? draft.title)),
    reply,
    measures: measuresOf(reply),
    figures: figures.map(({ text, value, unit, line }) => ({ text, value, unit, line })),
    line: draft.line,
    replyLine: draft.replyLine ?? null,
  };
};
