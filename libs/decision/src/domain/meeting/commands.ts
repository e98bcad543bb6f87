import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, IsOptional, Matches, Min, ValidateNested } from 'class-validator';
import { IsId, IsName, IsOneOf, IsPlainDate, IsSha256, IsText } from '#shapes';
import { DecisionCommand, ReasonedCommand } from '../commands.js';
import { type Ballot, type Matter, matters } from '../rules/rule-set.js';
import { type Attendance, type Choice, choices } from './events.js';

const AreSome =
  (body: new () => object, least: number): PropertyDecorator =>
  (target, property) => {
    const shape = [IsArray(), ArrayMinSize(least), ArrayMaxSize(200), ValidateNested({ each: true }), Type(() => body)];
    for (const decorate of shape) decorate(target, property);
  };

export abstract class MeetingCommand extends DecisionCommand {
  static readonly underAuthority = true;
}

export abstract class ItemCommand extends MeetingCommand {
  @IsId() itemId!: string;
}

/** 召开会议 / 文件圈阅 / 个别征求意见 / 现场办公: asked for, so that the wrong ones are refused by name. */
export const forms = ['meeting', 'circulation', 'one-by-one', 'on-site'] as const;
export type Form = (typeof forms)[number];

export interface Agendum {
  readonly matter: Matter;
  readonly subjectId?: string;
  readonly title?: string;
  readonly reviewOn?: string;
}

export class AgendumBody implements Agendum {
  @IsOneOf(matters) matter!: Matter;
  /** Id of the issue, or of the round whose plan it is; not with appointments and other matters. */
  @IsOptional() @IsId() subjectId?: string;
  /** With appointments and other matters. */
  @IsOptional() @IsName(300) title?: string;
  /** With long-term. */
  @IsOptional() @IsPlainDate() reviewOn?: string;
}

/** A paper of a meeting of the past: its name, and the digest of the file that is kept of it. */
export class PaperBody {
  @IsName(200) title!: string;
  @IsSha256() sha256!: string;
}

export class ConveneMeeting extends MeetingCommand {
  @IsId() bodyId!: string;
  @IsName(200) title!: string;
  @IsPlainDate() heldOn!: string;
  @IsName(200) place!: string;
  @IsOneOf(forms) form: Form = 'meeting';
  /** 议程, all or nothing; more may be put on it until the meeting is opened. */
  @AreSome(AgendumBody, 0) agenda: AgendumBody[] = [];
  /** Of a meeting that was held on an earlier day, beside the reason why it is entered now. */
  @AreSome(PaperBody, 0) papers: PaperBody[] = [];
}

export class PutOnAgenda extends MeetingCommand implements Agendum {
  @IsOneOf(matters) matter!: Matter;
  /** Id of the issue, or of the round whose plan it is; not with appointments and other matters. */
  @IsOptional() @IsId() subjectId?: string;
  /** With appointments and other matters. */
  @IsOptional() @IsName(300) title?: string;
  /** With long-term. */
  @IsOptional() @IsPlainDate() reviewOn?: string;
}

export class TakeOffAgenda extends MeetingCommand {
  @IsId() itemId!: string;
}

/** Takes the thing as it stands now in place of what was pinned before. */
export class PinAnew extends ItemCommand {}

export class AttendanceBody {
  @IsId() personId!: string;
  @IsOneOf(['present', 'sitting-in', 'absent', 'recused']) attendance!: Attendance;
  /** With absent and recused. */
  @IsOptional() @IsText(300) reason?: string;
}

export class RecordAttendance extends MeetingCommand {
  @AreSome(AttendanceBody, 1) entries!: AttendanceBody[];
}

export class OpenMeeting extends MeetingCommand {}

export class TakeUpItem extends ItemCommand {}

export class NoteDiscussion extends MeetingCommand {
  @IsId() itemId!: string;
  @IsId() speakerId!: string;
  @IsText(5000) text!: string;
}

export class SpeechBody {
  @IsId() speakerId!: string;
  @IsText(5000) text!: string;
}

export class RecusalBody {
  @IsId() personId!: string;
  @IsText(300) reason!: string;
}

export class HandBody {
  @IsId() personId!: string;
  @IsOneOf(choices) choice!: Choice;
}

/** All of an item that is voted on by show of hands, in one: as it went in the room. */
export class RecordItem extends ItemCommand {
  /** Who came or left before the item. */
  @AreSome(AttendanceBody, 0) attendance: AttendanceBody[] = [];
  /** Members who said in the room that they stand aside. */
  @AreSome(RecusalBody, 0) recusals: RecusalBody[] = [];
  /** In the order of speaking. */
  @AreSome(SpeechBody, 0) discussion: SpeechBody[] = [];
  /** 末位表态 of whoever presides. */
  @IsOptional() @IsText(5000) chairView?: string;
  /** Of each member who has a vote. */
  @AreSome(HandBody, 1) votes!: HandBody[];
}

/** For oneself; for another it is a motion, and those of more than half of the other members present decide it. */
export class RecuseMember extends ReasonedCommand {
  static readonly underAuthority = true;

  @IsId() itemId!: string;
  @IsId() personId!: string;
}

export class OpenVote extends ItemCommand {
  @IsOneOf(['named', 'secret']) ballot!: Exclude<Ballot, 'show-of-hands'>;
}

export class CastVote extends MeetingCommand {
  /** Left out of the digest by which a repeated request is known: three possible choices are soon tried. */
  static readonly unhashed: readonly string[] = ['choice'];

  @IsId() itemId!: string;
  @IsOneOf(choices) choice!: Choice;
  /** Whose vote it is: one's own. Somebody else's is refused by name. */
  @IsOptional() @IsId() personId?: string;
}

export class StateChairView extends MeetingCommand {
  @IsId() itemId!: string;
  @IsText(5000) text!: string;
}

export class DecideItem extends MeetingCommand {
  @IsId() itemId!: string;
}

export class PutOffItem extends ItemCommand {}

export class CloseMeeting extends MeetingCommand {}

export class CancelMeeting extends ReasonedCommand {
  static readonly underAuthority = true;
}

/** 改期、变更地点: of a meeting that has not been opened. */
export class MoveMeeting extends ReasonedCommand {
  static readonly underAuthority = true;

  @IsPlainDate() heldOn!: string;
  /** The same when it is left out. */
  @IsOptional() @IsName(200) place?: string;
}

export class DrawUpRecord extends MeetingCommand {
  @IsOptional() @IsText(5000) remarks?: string;
}

/** 更正: of a record that somebody has signed. Once all have, it takes secretary and chair. */
export class CorrectRecord extends ReasonedCommand {
  static readonly underAuthority = true;

  /** What is wrong in the record, and what it should say. */
  @IsText(5000) correction!: string;
  /** Of the item that it is about. */
  @IsOptional() @IsInt() @Min(1) number?: number;
}

export class SignRecord extends MeetingCommand {
  @Matches(/^[0-9a-f]{64}$/, { message: '$property 须为会议记录的 SHA-256 / must be the SHA-256 of the record' })
  sha256!: string;
}

export class IssueSummary extends MeetingCommand {
  @IsName(100) documentNumber!: string;
  @IsOptional() @IsText(5000) text?: string;
}
