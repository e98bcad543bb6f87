import { IsInt, IsOptional, Min } from 'class-validator';
import { paperFormats as printedFormats } from '#documents';
import { ListQuery, NamesA, PrintedQuery, Whole } from '#event-sourcing-nest';
import { IsId, IsNameOrEmpty, IsOneOf, IsPlainDate } from '#shapes';
import type { MeetingState } from '../projections/meeting-picture.js';

const states = ['convened', 'open', 'closed', 'cancelled', 'recorded', 'signed', 'summarised'] as const;

export class BodiesQuery extends ListQuery {
  @IsOptional() @IsNameOrEmpty(100) name?: string;
}

export class MeetingsQuery extends ListQuery {
  @IsOptional() @IsId() @NamesA('body') bodyId?: string;
  @IsOptional() @IsOneOf(states) state?: MeetingState;
  @IsOptional() @IsPlainDate() from?: string;
  @IsOptional() @IsPlainDate() to?: string;
}

export const paperFormats = [...printedFormats, 'json'] as const;
export type PaperFormat = (typeof paperFormats)[number];

export class PaperQuery extends PrintedQuery {
  @IsOptional() @IsOneOf(paperFormats) format?: PaperFormat;
  /** Of a record that was corrected; the one in force when it is left out. */
  @IsOptional() @Whole() @IsInt() @Min(1) edition?: number;
}
