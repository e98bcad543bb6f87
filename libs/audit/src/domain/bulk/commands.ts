import { Command } from '#event-sourcing';
import type { BulkTaken } from './events.js';

/** Sent by the server itself, with the commands that it tells of: no client fills its fields. `id` is the bulk's. */
export class RecordBulk extends Command {
  act!: string;
  hash!: string;
  rows!: BulkTaken['data']['rows'];
  /** Sent with a key of the client's, by which a repetition is known. */
  keyed?: boolean;
}
