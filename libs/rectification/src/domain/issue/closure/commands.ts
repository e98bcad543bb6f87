import type { Command } from '#event-sourcing';
import { IsInt, IsOptional, Min } from 'class-validator';
import { IsOneOf, IsPlainDate, IsText } from '#shapes';
import { DatedCommand, MayVoid, RectificationCommand } from '../../commands.js';
import type { Provenance } from '../../round/events.js';
import type { RequirementWaived } from '../events.js';

/** Decided on `ClosureFacts`. */
export abstract class ClosureCommand extends RectificationCommand {
  static readonly underAuthority = true;
}

export class WaiveRequirement extends ClosureCommand {
  @IsOneOf(['tasks', 'progress', 'evidence'])
  requirement!: RequirementWaived['data']['requirement'];

  /** Only with `evidence`: the one criterion, from 1, that needs none; absent: no evidence is asked for at all. */
  @IsOptional()
  @IsInt()
  @Min(1)
  criterion?: number;

  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

/** Of the unit, not of those who decide: it may be entered late, and pins what there is when it is recorded. */
export class RequestClosure extends DatedCommand {
  static readonly toldByUnit = true;
  static readonly underAuthority = true;

  @IsText(5000)
  statement!: string;

  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

export class EndorseClosure extends ClosureCommand {
  @IsOptional()
  @IsText(2000)
  opinion?: string;
}

export class ReturnIssue extends RectificationCommand {
  static readonly underAuthority = true;

  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

export class ApproveClosure extends ClosureCommand {
  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

export class RejectClosure extends ClosureCommand {
  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

export class PlaceUnderLongTerm extends ClosureCommand {
  @IsPlainDate()
  reviewOn!: string;
}

export class ReopenIssue extends RectificationCommand {
  static readonly underAuthority = true;

  /** `review-date-passed` is the process's alone: a body cannot claim it. */
  @IsOneOf(['re-check', 'relapse'])
  source!: 're-check' | 'relapse' | 'review-date-passed';

  /** By when it is to be rectified now; the process names none. */
  @IsPlainDate()
  dueOn?: string;

  /** Event id of the placement whose review date passed; filled by the process. */
  placement?: string;

  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

export class CarryOverClosure extends DatedCommand {
  @IsPlainDate()
  closedOn!: string;

  /** Filled by the import. */
  provenance!: Provenance;
}

export class CarryOverLongTerm extends DatedCommand {
  @IsPlainDate()
  reviewOn!: string;

  /** Filled by the import. */
  provenance!: Provenance;
}

/** What may end a request as a side effect. */
export type VoidingCommand = Command & { readonly voidsRequest?: boolean };

/** Sent only together with an act on a task that ends the request of an issue. */
export class VoidRequest extends RectificationCommand {}
