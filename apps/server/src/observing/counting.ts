import type { Command, Flush, Observer, Receipt } from '#event-sourcing';
import type { Instruments } from './instruments.js';

const outcomeOf = ({ repeated, events }: Receipt): string => {
  if (repeated) return 'repeated';
  return events.length === 0 ? 'unchanged' : 'taken';
};

const named = (command: Command): string => command.constructor.name;

/** Counts what the engine tells of its work. `kindOf` gives the kind of an error's problem code. */
export const counting = (
  instruments: Instruments,
  { store, kindOf }: { readonly store: string; readonly kindOf: (error: unknown) => string },
) => {
  const { flushSeconds, flushAppends, flushEvents, conflicts, failures, lostRaces, overloads, commands } = instruments;
  // A series that begins with its first count would hide that count from a rate.
  for (const counter of [conflicts, failures]) counter.inc({ store }, 0);
  for (const end of ['decided-again', 'given-up']) lostRaces.inc({ end }, 0);
  for (const loop of ['listen', 'send']) instruments.processFailures.inc({ loop }, 0);
  return {
    flushed: (flush: Flush) => {
      flushSeconds.observe({ store }, flush.durationMs / 1_000);
      flushAppends.observe({ store }, flush.appends);
      flushEvents.observe({ store }, flush.events);
      if (flush.conflicts > 0) conflicts.inc({ store }, flush.conflicts);
      if (flush.failed > 0) failures.inc({ store }, flush.failed);
    },
    overloaded: () => overloads.inc(),
    raceLost: (again: boolean) => lostRaces.inc({ end: again ? 'decided-again' : 'given-up' }),
    taken: (command: Command, receipt: Receipt) =>
      commands.inc({ command: named(command), outcome: outcomeOf(receipt), kind: '' }),
    refused: (command: Command, error: unknown) =>
      commands.inc({ command: named(command), outcome: 'refused', kind: kindOf(error) }),
    processFailed: (loop: string) => instruments.processFailures.inc({ loop }),
    processParked: (process: string) => instruments.parkings.inc({ process }),
  } satisfies Observer;
};
