import { IsId, IsText } from '#shapes';
import { RectificationCommand } from '../commands.js';

/** `id` is the person whose work is handed over: one hand-over of a person is open at a time. */
export class ProposeHandover extends RectificationCommand {
  @IsId()
  unitId!: string;

  @IsId()
  successorId!: string;
}

export class AcceptHandover extends RectificationCommand {}

abstract class ReasonedHandover extends RectificationCommand {
  @IsText(2000)
  override reason!: string;
}

export class DeclineHandover extends ReasonedHandover {}

export class WithdrawHandover extends ReasonedHandover {}
