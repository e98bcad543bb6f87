import type { Line } from './lines.js';
import { isSiteNoise, namesAShortcoming, replyMarkAtStart, replyMarkInside, type ReplyMark } from './markers.js';
import { numberingOf, type Numbering } from './numbering.js';

export interface MarkedLine extends Line {
  readonly isBlank: boolean;
  readonly isNoise: boolean;
  readonly numbering: Numbering | undefined;
  /** A reply begins on this line: at its start, or after a heading on the same line. */
  readonly reply: ReplyMark | undefined;
  readonly startsReply: boolean;
}

export interface Structure {
  readonly lines: readonly MarkedLine[];
  /** Rank of the numbering that the issues bear; undefined when the text has none. */
  readonly issueRank: number | undefined;
  readonly marksReplies: boolean;
  /** For each line: does an issue or a reply follow before the next number of its rank or above? */
  readonly leadsToIssue: readonly boolean[];
  /** The same for marked replies alone. */
  readonly leadsToReply: readonly boolean[];
  /** Index of the last line that opens an issue or a reply; -1 when none does. */
  readonly lastOpening: number;
}

const markNumbered = (line: Line, numbering: Numbering): Pick<MarkedLine, 'numbering' | 'reply' | 'startsReply'> => {
  const rest = line.key.slice(numbering.start);
  const atStart = numbering.style === 'bare' ? undefined : replyMarkAtStart(rest);
  if (atStart && rest.slice(0, atStart.end).includes(':')) {
    return { numbering: undefined, reply: { ...atStart, end: atStart.end + numbering.start }, startsReply: true };
  }
  const inside = replyMarkInside(line.key.slice(0, 2000));
  return { numbering, reply: inside && inside.index > numbering.start ? inside : undefined, startsReply: false };
};

const markLine = (line: Line): MarkedLine => {
  const isNoise = isSiteNoise(line.key);
  const base = { ...line, isBlank: line.key === '', isNoise };
  const none = { numbering: undefined, reply: undefined, startsReply: false };
  if (isNoise || line.key === '') return { ...base, ...none };
  const reply = replyMarkAtStart(line.key);
  if (reply) return { ...base, numbering: undefined, reply, startsReply: true };
  const numbering = numberingOf(line.key);
  return numbering ? { ...base, ...markNumbered(line, numbering) } : { ...base, ...none };
};

/** Most votes win; a tie goes to the inner numbering. */
const winner = (votes: ReadonlyMap<number, number>): number | undefined => {
  const ranked = [...votes].sort(([rankA, a], [rankB, b]) => b - a || rankB - rankA);
  return ranked[0]?.[0];
};

const repliedRanks = (lines: readonly MarkedLine[]): Map<number, number> => {
  const votes = new Map<number, number>();
  let last: number | undefined;
  for (const { numbering, reply } of lines) {
    if (numbering) last = numbering.rank;
    if (!reply || last === undefined) continue;
    votes.set(last, (votes.get(last) ?? 0) + 1);
    last = undefined;
  }
  return votes;
};

const shortcomingRanks = (lines: readonly MarkedLine[]): Map<number, number> => {
  const votes = new Map<number, number>();
  for (const { numbering, key } of lines) {
    if (!numbering || !namesAShortcoming(key.slice(numbering.start).split('。')[0]!.slice(0, 200))) continue;
    votes.set(numbering.rank, (votes.get(numbering.rank) ?? 0) + 1);
  }
  return votes;
};

const followedBy = (lines: readonly MarkedLine[], issueRank: number | undefined): boolean[] => {
  const ranks = [0, 1, 2, 3, 4, 5, 6];
  let seen = ranks.map(() => false);
  return lines
    .toReversed()
    .map(({ numbering, reply }) => {
      const leads = numbering ? seen[numbering.rank]! || reply !== undefined : false;
      if (reply) seen = ranks.map(() => true);
      if (numbering) {
        const isIssue = numbering.rank === issueRank;
        seen = ranks.map((rank) => (rank >= numbering.rank ? false : isIssue || leads || seen[rank]!));
      }
      return leads;
    })
    .toReversed();
};

export const structureOf = (source: readonly Line[]): Structure => {
  const lines = source.map(markLine);
  const replied = repliedRanks(lines);
  const issueRank = winner(replied) ?? winner(shortcomingRanks(lines));
  return {
    lines,
    issueRank,
    marksReplies: lines.some((line) => line.reply !== undefined),
    leadsToIssue: followedBy(lines, issueRank),
    leadsToReply: followedBy(lines, undefined),
    lastOpening: lines.findLastIndex(
      (line) => line.startsReply || (line.numbering !== undefined && line.numbering.rank === issueRank),
    ),
  };
};
