import { IsUUID } from 'class-validator';
import { IsName, IsPlainDate } from '#shapes';
import { LateCommand } from '../commands.js';

export class RegisterPerson extends LateCommand {
  @IsName() name!: string;
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
