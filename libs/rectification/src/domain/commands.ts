import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsNumber,
  IsOptional,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import * as Rules from '#event-sourcing';
import { alike, Command, dateOf, type PlainDate, type Recorded } from '#event-sourcing';
import { IsFileName, IsName, IsNameOrEmpty, IsPlainDate, IsSha256, IsText, IsTextOrEmpty } from '#shapes';
import type { EvidenceFile, Figure } from './issue/events.js';
import type { RectificationProblem } from './problems.js';

// What every part of this context decides with: rules that refuse with codes of its catalogue, and the bodies of commands.

export type Refusal = Rules.Refusal<RectificationProblem>;
export type Policy<C, State, Facts = unknown> = Rules.Policy<RectificationProblem, C, State, Facts>;
export const must: Rules.Must<RectificationProblem> = Rules.must;
export const obey = Rules.obey;

/**
 * What a client may say with every command. Decorated fields are the body; a field without decorator is filled by the
 * server and refused in a body.
 */
export abstract class RectificationCommand extends Command {
  @IsOptional()
  @IsTextOrEmpty(2000)
  override reason?: string;
}

/** What rules refuse with that ask for a reason. */
export const withoutReason = ({ reason }: Command): Refusal | undefined =>
  reason?.trim() ? undefined : { code: 'reason.missing', details: { field: 'reason' } };

export const mustGiveReason = ({ reason }: Command): void =>
  must(reason?.trim(), 'reason.missing', { field: 'reason' });

/**
 * Work that was done may be entered later than the day it was done on, with a reason, or from the paper that tells of it;
 * a decision is of the day it is recorded on.
 */
export abstract class DatedCommand extends RectificationCommand {
  static readonly lateSaidBy: readonly string[] = ['reason', 'provenance'];

  @IsOptional()
  @IsPlainDate()
  override effectiveOn?: string;
}

/** What those who are in charge of something tell of it. */
export abstract class WorkCommand extends DatedCommand {
  static readonly toldByUnit = true;
}

/** Of work that leaves its thing in the state it was in: it may also be entered behind what happened later. */
export abstract class UnorderedCommand extends DatedCommand {
  static readonly inAnyOrder = true;
}

/** Declares that a request which waits for its decision may end by the command. */
export const MayVoid = (): PropertyDecorator => (target, property) => {
  for (const decorate of [IsOptional(), IsBoolean()]) decorate(target, property);
};

/** A file that was uploaded before, by the hash of its bytes. */
export abstract class EvidenceBody extends UnorderedCommand {
  static readonly toldByUnit = true;

  @IsSha256()
  sha256!: string;

  @IsFileName()
  name!: string;

  @IsPlainDate()
  datedOn!: string;

  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

class FigureBody {
  @IsName(100)
  name!: string;

  /** Beyond this range a number would be printed with an exponent. */
  @IsNumber({ allowInfinity: false, allowNaN: false })
  @Min(-1e15)
  @Max(1e15)
  value!: number;

  @IsNameOrEmpty(20)
  unit!: string;

  @IsPlainDate()
  on!: string;
}

/** What is told of the work, on an issue as on a task. */
export abstract class ReportBody extends UnorderedCommand {
  static readonly toldByUnit = true;

  @IsText(20_000)
  narrative!: string;

  @IsInt()
  @Min(0)
  @Max(100)
  percent!: number;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => FigureBody)
  figures: FigureBody[] = [];

  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

/** Of what was said first of a round, an issue or a task. */
const corrections = new Set(['RoundCorrected', 'IssueCorrected', 'TaskCorrected']);

/** Whether the event is the one named, or put it right before. */
export const isOf = ({ id, data }: Recorded, named: string): boolean =>
  id === named || (data as { readonly corrects?: string }).corrects === named;

/** Says what should have been said before; of the thing as it was first told, where nothing else is named. A reason must be given. */
export abstract class CorrectingCommand extends RectificationCommand {
  static readonly puttingRight: (event: Recorded, command: never) => boolean = ({ version, type }) =>
    version === 1 || corrections.has(type);
}

/** The fields that differ, as they were and as they shall be. */
interface Change<Fields> {
  readonly from: Partial<Fields>;
  readonly to: Partial<Fields>;
}

/** What a correction changes, of the fields that it names; `undefined` when it changes nothing. */
export const changeOf = <Fields extends object>(
  before: Fields,
  wanted: Partial<Fields>,
): Change<Fields> | undefined => {
  const names = (Object.keys(wanted) as (keyof Fields)[]).filter(
    (name) => wanted[name] !== undefined && !alike(before[name], wanted[name]),
  );
  if (names.length === 0) return undefined;
  const of = (all: Partial<Fields>) => Object.fromEntries(names.map((name) => [name, all[name]])) as Partial<Fields>;
  return { from: of(before), to: of(wanted) };
};

/** What the agenda named it, for whoever reads what the process intends. */
export interface AgendaTitle {
  readonly roundId: string;
  readonly title: string;
}

/** What a file handed in is by its own bytes. */
export type UploadedFile = Pick<EvidenceFile, 'mediaType' | 'size'>;

const today = ({ issuedAt }: Command): PlainDate => dateOf(issuedAt);

export const noFigureIsOfATimeToCome: Policy<Command & { readonly figures: readonly Figure[] }, unknown> = (
  command,
) => {
  const ahead = command.figures.filter(({ on }) => on > today(command)).map(({ name, on }) => ({ name, on }));
  return ahead.length > 0
    ? { code: 'figure.ahead-of-now', details: { field: 'figures', ahead, today: today(command) } }
    : undefined;
};

export const noEvidenceIsOfATimeToCome: Policy<Command & { readonly datedOn: PlainDate }, unknown> = (command) => {
  const { datedOn } = command;
  return datedOn > today(command)
    ? { code: 'evidence.ahead-of-now', details: { field: 'datedOn', datedOn, today: today(command) } }
    : undefined;
};
