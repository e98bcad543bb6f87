import { Command } from '#event-sourcing';
import type { NameKind, NameHolder } from './events.js';

// These follow from registering, correcting and dissolving: no client sends them. `id` is of the name (`nameIdOf`).

abstract class NameCommand extends Command {
  kind!: NameKind;
  name!: string;
  holder!: NameHolder;
}

export class TakeName extends NameCommand {
  /** Said to be another one of that name. */
  distinct?: boolean;
  /** What tells people of one name apart. */
  staffNumber?: string;
}

export class LeaveName extends NameCommand {}
