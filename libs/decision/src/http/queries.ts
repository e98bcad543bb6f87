import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsDay, ListQuery, MomentQuery } from '#event-sourcing-nest';
import type { MeetingState } from '../projections/meeting-picture.js';

const states = ['convened', 'open', 'closed', 'cancelled', 'recorded', 'signed', 'summarised'] as const;

export class BodiesQuery extends ListQuery {
  @IsOptional() @IsString() @MaxLength(100) name?: string;
}

export class MeetingsQuery extends ListQuery {
  @IsOptional() @IsString() @MaxLength(64) bodyId?: string;
  @IsOptional() @IsIn(states) state?: MeetingState;
  @IsOptional() @IsDay() from?: string;
  @IsOptional() @IsDay() to?: string;
}

export const paperFormats = ['html', 'docx', 'md', 'json'] as const;
export type PaperFormat = (typeof paperFormats)[number];

export class PaperQuery extends MomentQuery {
  @IsOptional() @IsIn(paperFormats) format?: PaperFormat;
}
