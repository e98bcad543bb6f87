import { Command, type Instant } from '#event-sourcing';

/** Sent by the command line on the machine itself: no client fills its fields. `id` is `main`; `reason` is never empty. */
export class AcceptClock extends Command {
  wall!: Instant;
  expected!: Instant;
}
