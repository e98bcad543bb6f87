import { withoutFullStop } from './lines.js';
import { announcesReply, type ReplyMark } from './markers.js';
import type { MarkedLine } from './structure.js';

export interface DraftPart {
  readonly text: string;
  readonly line: number;
}

export interface IssueDraft {
  readonly number: number | null;
  readonly rank: number | null;
  readonly area: string | null;
  readonly heading: string | null;
  /** First sentence as written; '' when the heading of a reply is lost. */
  readonly title: string;
  readonly line: number;
  readonly textParts: DraftPart[];
  readonly replyParts: DraftPart[];
  stage: ReplyMark['stage'] | undefined;
  hasReply: boolean;
  replyLine: number | undefined;
}

/** False when this issue has its reply already: the reply at hand belongs to another. */
export const openReply = (issue: IssueDraft, stage: ReplyMark['stage']): boolean => {
  if (issue.stage !== undefined && issue.stage >= stage) return false;
  issue.hasReply = true;
  issue.stage = stage;
  return true;
};

export const addPart = (issue: IssueDraft, text: string, line: number): void => {
  if (issue.hasReply) issue.replyLine ??= line;
  if (text !== '') (issue.hasReply ? issue.replyParts : issue.textParts).push({ text, line });
};

const withoutAnnouncement = (title: string): string =>
  withoutFullStop(title).replace(/的?整改(?:落实|进展|完成|推进|工作)?(?:情况|措施|成效|进展)$/, '');

const firstSentence = (text: string): string => /^[^。；;]{1,400}[。；;]?/.exec(text)?.[0] ?? text;

const split = (line: MarkedLine): { heading: string; reply: string | undefined } => {
  const start = line.numbering!.start;
  if (!line.reply) return { heading: line.text.slice(start), reply: undefined };
  return { heading: line.text.slice(start, line.reply.index), reply: line.text.slice(line.reply.end).trim() };
};

type Place = Pick<IssueDraft, 'area' | 'heading'>;

const emptyDraft = (place: Place): IssueDraft => ({
  ...place,
  number: null,
  rank: null,
  title: '',
  line: 1,
  textParts: [],
  replyParts: [],
  stage: undefined,
  hasReply: false,
  replyLine: undefined,
});

const titled = (line: MarkedLine, place: Place, title: string): IssueDraft => ({
  ...emptyDraft(place),
  number: line.numbering!.ordinal,
  rank: line.numbering!.rank,
  heading: place.heading ?? withoutAnnouncement(title),
  title: withoutFullStop(title),
  line: line.number,
});

/** A reply whose heading is lost. */
export const orphanDraft = (place: Place, line: number): IssueDraft => ({ ...emptyDraft(place), line });

/** An issue as its heading line opens it. Where a report marks no replies, what follows the first sentence is one. */
export const draftOf = (line: MarkedLine, place: Place, marksReplies: boolean): IssueDraft => {
  const { heading, reply } = split(line);
  const title = firstSentence(heading);
  const rest = heading.slice(title.length).trim();
  const draft = titled(line, place, title);
  const repliesAtOnce = !marksReplies || (announcesReply(draft.title) && rest !== '');
  if (repliesAtOnce) openReply(draft, 1);
  const own = repliesAtOnce || place.heading === null ? rest : heading.trim();
  if (own !== '') addPart(draft, own, line.number);
  if (reply !== undefined) {
    openReply(draft, line.reply!.stage);
    addPart(draft, reply, line.number);
  }
  return draft;
};
