import { IsBoolean, IsOptional, IsUUID } from 'class-validator';
import { IsName } from '#shapes';
import { LateCommand, ReasonedLateCommand } from '../commands.js';

export class RegisterUnit extends LateCommand {
  @IsName() name!: string;
  /** Another unit of a name that is registered already. */
  @IsOptional() @IsBoolean() distinct?: boolean;
  @IsOptional() @IsUUID('loose') parentId?: string;
}

export class RenameUnit extends LateCommand {
  @IsName() name!: string;
  /** As for `RegisterUnit`. */
  @IsOptional() @IsBoolean() distinct?: boolean;
}

/** Under the unit that it belongs to; under none when that is left out. */
export class MoveUnit extends ReasonedLateCommand {
  @IsOptional() @IsUUID('loose') parentId?: string;
}

export class DissolveUnit extends ReasonedLateCommand {}
