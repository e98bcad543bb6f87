import { RectificationCommand } from '../../commands.js';
import type { Named } from '../events.js';

/** Sent by the process that carries an accepted hand-over out: no client fills its fields. */
export class ChangeHandler extends RectificationCommand {
  from!: Named;
  to!: Named;
  /** Id of the event by which the hand-over was accepted. */
  handover!: string;
}
