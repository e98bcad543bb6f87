import { Command } from '#event-sourcing';
import type { Role } from '../roles.js';
import type { OwnAccount } from './events.js';

export interface HeldBefore {
  readonly account: OwnAccount;
  readonly roles: readonly Role[];
}

// These follow from what is done to accounts: no client sends them. `id` is the person's.

abstract class DutiesCommand extends Command {
  account!: OwnAccount;
  roles!: readonly Role[];
  /** Roles in accounts opened before duties were kept; empty once they are. */
  before: readonly HeldBefore[] = [];
}

export class TakeDuties extends DutiesCommand {}

export class LayDownDuties extends DutiesCommand {}
