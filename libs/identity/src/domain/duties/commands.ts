import { Command } from '#event-sourcing';
import type { Role } from '../roles.js';
import type { OwnAccount } from './events.js';

// These follow from what is done to accounts: no client sends them. `id` is the person's.

abstract class DutiesCommand extends Command {
  account!: OwnAccount;
  roles!: readonly Role[];
}

export class TakeDuties extends DutiesCommand {}

export class LayDownDuties extends DutiesCommand {}
