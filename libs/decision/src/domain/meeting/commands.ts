import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, Matches, ValidateNested } from 'class-validator';
import { IsId, IsName, IsOneOf, IsPlainDate, IsText } from '#shapes';
import { DecisionCommand, ReasonedCommand } from '../commands.js';
import { type Ballot, type Matter, matters } from '../rules/rule-set.js';
import type { Attendance, Choice } from './events.js';

export abstract class MeetingCommand extends DecisionCommand {
  static readonly underAuthority = true;
}

export abstract class ItemCommand extends MeetingCommand {
  @IsId() itemId!: string;
}

/** 召开会议 / 文件圈阅 / 个别征求意见 / 现场办公: asked for, so that the wrong ones are refused by name. */
export const forms = ['meeting', 'circulation', 'one-by-one', 'on-site'] as const;
export type Form = (typeof forms)[number];

export class ConveneMeeting extends MeetingCommand {
  @IsId() bodyId!: string;
  @IsName(200) title!: string;
  @IsPlainDate() heldOn!: string;
  @IsName(200) place!: string;
  @IsOneOf(forms) form: Form = 'meeting';
}

export class PutOnAgenda extends MeetingCommand {
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
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => AttendanceBody)
  entries!: AttendanceBody[];
}

export class OpenMeeting extends MeetingCommand {}

export class TakeUpItem extends ItemCommand {}

export class NoteDiscussion extends MeetingCommand {
  @IsId() itemId!: string;
  @IsId() speakerId!: string;
  @IsText(5000) text!: string;
}

export class RecuseMember extends ReasonedCommand {
  static readonly underAuthority = true;

  @IsId() itemId!: string;
  @IsId() personId!: string;
}

export class OpenVote extends ItemCommand {
  @IsOneOf(['named', 'secret']) ballot!: Ballot;
}

export class CastVote extends MeetingCommand {
  /** Left out of the digest by which a repeated request is known: three possible choices are soon tried. */
  static readonly unhashed: readonly string[] = ['choice'];

  @IsId() itemId!: string;
  @IsOneOf(['yes', 'no', 'abstain']) choice!: Choice;
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

export class DrawUpRecord extends MeetingCommand {
  @IsOptional() @IsText(5000) remarks?: string;
}

export class SignRecord extends MeetingCommand {
  @Matches(/^[0-9a-f]{64}$/, { message: '$property 须为会议记录的 SHA-256 / must be the SHA-256 of the record' })
  sha256!: string;
}

export class IssueSummary extends MeetingCommand {
  @IsName(100) documentNumber!: string;
  @IsOptional() @IsText(5000) text?: string;
}
