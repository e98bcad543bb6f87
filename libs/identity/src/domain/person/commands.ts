import { IsBoolean, IsOptional, IsUUID } from 'class-validator';
import { IsName, IsPlainDate } from '#shapes';
import { LateCommand, ReasonedCommand } from '../commands.js';

export class RegisterPerson extends LateCommand {
  @IsName() name!: string;
  /** 工号: tells people of one name apart. */
  @IsOptional() @IsName(40) staffNumber?: string;
  /** Another person of a name that is registered already; asks for a staff number. */
  @IsOptional() @IsBoolean() distinct?: boolean;
}

/** The name as it should have been written. What was recorded under the other stays as it was recorded. */
export class CorrectPerson extends ReasonedCommand {
  @IsName() name!: string;
  /** As for `RegisterPerson`. */
  @IsOptional() @IsBoolean() distinct?: boolean;
}

export class HoldPost extends LateCommand {
  @IsUUID('loose') unitId!: string;
  @IsName() post!: string;
  @IsPlainDate() from!: string;
}

export class LeavePost extends LateCommand {
  @IsUUID('loose') unitId!: string;
  @IsName() post!: string;
  /** The last day in the post. */
  @IsPlainDate() to!: string;
}
