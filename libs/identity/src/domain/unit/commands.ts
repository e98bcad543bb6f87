import { IsOptional, IsUUID } from 'class-validator';
import { IsName } from '#shapes';
import { LateCommand, ReasonedLateCommand } from '../commands.js';

export class RegisterUnit extends LateCommand {
  @IsName() name!: string;
  @IsOptional() @IsUUID('loose') parentId?: string;
}

export class RenameUnit extends LateCommand {
  @IsName() name!: string;
}

export class DissolveUnit extends ReasonedLateCommand {}
