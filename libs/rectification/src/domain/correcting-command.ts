import { RectificationCommand } from './commands.js';

/** Says what should have been said before. A reason must be given. */
export abstract class CorrectingCommand extends RectificationCommand {
  static readonly puttingRight = true;
}
