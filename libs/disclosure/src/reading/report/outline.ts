import { frontKind, statesTotals } from './front.js';
import { withoutFullStop } from './lines.js';
import { announcesReply, isClosing, isParticular, isSignature, sectionOf, type SectionKind } from './markers.js';
import { addPart, draftOf, openReply, orphanDraft, type IssueDraft } from './issue-draft.js';
import type { LineKind } from './reading.js';
import type { MarkedLine, Structure } from './structure.js';

export interface OutlinePart {
  readonly ordinal: number | null;
  readonly title: string;
  readonly line: number;
}

export interface Outline {
  readonly kinds: LineKind[];
  readonly areas: OutlinePart[];
  readonly headings: OutlinePart[];
  readonly issues: IssueDraft[];
}

const areaLabel = /^(?:巡[察视]组?)?(?:反馈|存在)(?:的)?(?:主要)?问题[:：]\s*/;

/** Walks the lines once; each line gets exactly one kind and never changes what an earlier line was. */
class OutlineWalk {
  readonly outline: Outline = { kinds: [], areas: [], headings: [], issues: [] };
  private section: { kind: SectionKind; rank: number } | undefined;
  private area: { title: string; rank: number } | undefined;
  private heading: { title: string; rank: number } | undefined;
  private issue: IssueDraft | undefined;
  private leadSeen = false;
  private bodySeen = false;

  constructor(private readonly structure: Structure) {}

  walk(): Outline {
    for (const [index, line] of this.structure.lines.entries()) this.outline.kinds.push(this.take(line, index));
    return this.outline;
  }

  private take(line: MarkedLine, index: number): LineKind {
    if (line.isBlank) return 'blank';
    if (line.isNoise) return 'noise';
    const isStructural = this.leaveSectionAt(line);
    if (this.section && this.section.kind !== 'body') return this.takeInSection(line, this.section.kind);
    if (line.startsReply) return this.takeReply(line);
    if (isStructural) return this.takeNumbered(line, index);
    return this.bodySeen ? this.takePlain(line, index) : this.takeFront(line);
  }

  /** True for a number of the issues' rank or above: only those structure the text, deeper ones belong to it. */
  private leaveSectionAt({ numbering }: MarkedLine): boolean {
    if (!numbering || numbering.rank > (this.structure.issueRank ?? -1)) return false;
    if (this.section && numbering.rank <= this.section.rank) this.section = undefined;
    return true;
  }

  private takeInSection(line: MarkedLine, kind: SectionKind): LineKind {
    return kind === 'organisation' && statesTotals(line.key) ? 'totals' : this.sectionKind(kind);
  }

  private takeNumbered(line: MarkedLine, index: number): LineKind {
    const { rank } = line.numbering!;
    const opened = this.sectionOpenedBy(line, index);
    if (opened) return this.openSection(opened, rank);
    if (rank === this.structure.issueRank) return this.openIssue(line);
    if (this.isArea(line, index)) return this.openPart(line);
    this.issue = undefined;
    return this.bodySeen ? 'not-understood' : 'organisation';
  }

  /** What leads to a marked reply is an area or an issue, whatever its title says. */
  private sectionOpenedBy(line: MarkedLine, index: number): SectionKind | undefined {
    const kind = sectionOf(line.key.slice(line.numbering!.start));
    const leads = this.structure.leadsToReply[index]!;
    if (line.numbering!.rank === this.structure.issueRank) return leads || kind === 'unfinished' ? undefined : kind;
    return leads && (kind === 'organisation' || kind === 'closing') ? undefined : kind;
  }

  private isArea(line: MarkedLine, index: number): boolean {
    if (this.structure.leadsToIssue[index]) return true;
    const isKnownRank = line.numbering!.rank === this.area?.rank || line.numbering!.rank === this.heading?.rank;
    return isKnownRank || areaLabel.test(line.key.slice(line.numbering!.start));
  }

  private openSection(kind: SectionKind, rank: number): LineKind {
    this.issue = undefined;
    this.area = undefined;
    this.heading = undefined;
    this.section = { kind, rank };
    return this.sectionKind(kind);
  }

  private sectionKind(kind: SectionKind): LineKind {
    if (kind === 'body') return 'section';
    return kind === 'unfinished' ? 'not-understood' : kind;
  }

  private openPart(line: MarkedLine): LineKind {
    const { rank, ordinal, start } = line.numbering!;
    const title = withoutFullStop(line.text.slice(start).replace(areaLabel, ''));
    const isHeading = this.area !== undefined && rank > this.area.rank;
    this.issue = undefined;
    this.bodySeen = true;
    this.heading = isHeading ? { title, rank } : undefined;
    if (!isHeading) this.area = { title, rank };
    this.outline[isHeading ? 'headings' : 'areas'].push({ ordinal, title, line: line.number });
    return isHeading ? 'heading' : 'area';
  }

  private openIssue(line: MarkedLine): LineKind {
    const place = { area: this.area?.title ?? null, heading: this.heading?.title ?? null };
    this.issue = draftOf(line, place, this.structure.marksReplies);
    this.outline.issues.push(this.issue);
    this.bodySeen = true;
    return 'issue';
  }

  private takeReply(line: MarkedLine): LineKind {
    const { stage, end } = line.reply!;
    const text = line.text.slice(end).trim();
    if (!this.bodySeen && text === '') return 'section';
    if (!this.issue || !openReply(this.issue, stage)) this.openOrphan(line);
    this.bodySeen = true;
    addPart(this.issue!, text, line.number);
    return 'reply';
  }

  private openOrphan(line: MarkedLine): void {
    this.issue = orphanDraft({ area: this.area?.title ?? null, heading: null }, line.number);
    openReply(this.issue, line.reply!.stage);
    this.outline.issues.push(this.issue);
  }

  private takePlain(line: MarkedLine, index: number): LineKind {
    const isTail = index > this.structure.lastOpening;
    if (isTail && (isClosing(line.key) || isSignature(line.key))) return this.openSection('closing', -1);
    if (!this.issue) return 'not-understood';
    if (announcesReply(this.issue.title) || isParticular(line.key)) this.issue.hasReply = true;
    addPart(this.issue, line.text, line.number);
    return this.issue.hasReply ? 'reply' : 'issue';
  }

  private takeFront(line: MarkedLine): LineKind {
    const kind = frontKind(line.key, this.leadSeen);
    if (kind === 'lead' || kind === 'totals' || kind === 'organisation') this.leadSeen = true;
    return kind;
  }
}

export const outlineOf = (structure: Structure): Outline => new OutlineWalk(structure).walk();
