import type { Recorded } from '#event-sourcing';
import { RectificationCommand } from './commands.js';

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
