import { Command } from '#event-sourcing';
import type { RequestRefused } from './events.js';

/** Sent by the server itself as it answers: no client fills its fields. `id` names person and day. */
export class RecordRefusal extends Command {
  refusal!: RequestRefused['data'];
}
