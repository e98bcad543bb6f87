import { Command } from '#event-sourcing';
import type { Named } from '../client/events.js';
import type { OwnAccount } from '../duties/events.js';

// These follow from what is done to accounts and API clients: nobody sends them.

export class StandIn extends Command {
  act!: string;
  account?: OwnAccount;
  client?: Named;
}

/** Confirms others before anybody could confirm them. */
export class StandWitness extends Command {
  act!: string;
  account!: OwnAccount;
  name!: string;
}

/** Comes with the recovery of an administrator. */
export class LoseCredentials extends Command {
  account!: OwnAccount;
  name!: string;
}

export class SeparateSecurityDuties extends Command {
  account!: OwnAccount;
  name!: string;
}
