import { Command } from '#event-sourcing';
import type { OwnAccount } from '../duties/events.js';

// These follow from what is done to accounts: no client sends them.

export class StandIn extends Command {
  act!: string;
  account!: OwnAccount;
}

export class SeparateSecurityDuties extends Command {
  account!: OwnAccount;
  name!: string;
}
