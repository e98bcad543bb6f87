import { Command } from '#event-sourcing';

// Sent by the server itself: no client fills their fields. `id` names account and day.

export class RecordReading extends Command {
  kind!: 'reading' | 'export';
  act!: string;
  target!: string;
  count?: number;
  asOf?: string;
  times?: number;
}
