import { ClosureCommand } from '../closure/commands.js';
import type { DecidedByMeeting } from '../events.js';

/** What the agenda named it, for whoever reads what the process intends. */
export interface AgendaTitle {
  readonly roundId: string;
  readonly title: string;
}

/** What a body decided at its meeting. Sent by the process that carries it out, by nobody else. */
export abstract class MeetingCommand extends ClosureCommand {
  decided!: DecidedByMeeting;
  about?: AgendaTitle;
}

export class CloseByMeeting extends MeetingCommand {}

export class RejectByMeeting extends MeetingCommand {}

export class PlaceUnderLongTermByMeeting extends MeetingCommand {
  reviewOn!: string;
}

export class RefuseLongTermByMeeting extends MeetingCommand {
  reviewOn!: string;
}
