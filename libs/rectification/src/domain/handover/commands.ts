import type { PlainDate } from '#event-sourcing';
import { IsId, IsText, RectificationCommand } from '../commands.js';
import type { Named } from '../issue/events.js';
import type { WorkItem } from './events.js';

/** A person of the directory, with the posts that matter here. */
export interface Holder extends Named {
  /** In the unit, by first and last day. */
  readonly posts: readonly { readonly unitId: string; readonly from: PlainDate; readonly to?: PlainDate }[];
}

/** `id` is the person whose work is handed over: one hand-over of a person is open at a time. */
export class ProposeHandover extends RectificationCommand {
  @IsId()
  unitId!: string;

  @IsId()
  successorId!: string;

  /** This and the following are filled by its preparation. */
  leaver!: Holder;
  successor!: Holder;
  unit!: Named;
  work!: readonly WorkItem[];
}

export class AcceptHandover extends RectificationCommand {
  /** Filled by its preparation; absent when no hand-over is open. */
  successor?: Holder;
}

abstract class ReasonedHandover extends RectificationCommand {
  @IsText(2000)
  override reason!: string;
}

export class DeclineHandover extends ReasonedHandover {}

export class WithdrawHandover extends ReasonedHandover {}
