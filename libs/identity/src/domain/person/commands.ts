import { IsUUID } from 'class-validator';
import { IsName, IsPlainDate, LateCommand } from '../commands.js';
import type { PostUnit } from './events.js';

export class RegisterPerson extends LateCommand {
  @IsName() name!: string;
}

export class HoldPost extends LateCommand {
  @IsUUID('loose') unitId!: string;
  @IsName() post!: string;
  @IsPlainDate() from!: string;
  /** Filled by its preparation; absent when there is no such unit. */
  unit?: PostUnit & { readonly dissolved: boolean };
}

export class LeavePost extends LateCommand {
  @IsUUID('loose') unitId!: string;
  @IsName() post!: string;
  /** The last day in the post. */
  @IsPlainDate() to!: string;
}
