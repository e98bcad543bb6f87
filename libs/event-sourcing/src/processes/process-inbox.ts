import { Command, type Decider, on } from '../deciding/decider.js';
import { StaleVersion } from '../errors.js';
import { type Recorded, streamName } from '../event.js';
import type { CommandScheduled, Input, ProcessEvent } from './process.js';

type Scheduled = CommandScheduled['data'];

export class ScheduleCommands extends Command {
  input!: Input;
  intents!: readonly Scheduled[];
  /** Intents to take back. */
  cancelled: readonly string[] = [];
  /** Of a process with a state: how many facts had been taken when it was folded. Absent: the fact itself is not stored. */
  taken?: number;
  /** The fact stands first among those set aside. */
  resumes = false;
}

export class SettleCommand extends Command {
  intentId!: string;
  outcome!: 'taken' | 'refused';
  code?: string;
}

export class ParkInput extends Command {
  input!: Input;
  error?: string;
}

export class ParkCommand extends Command {
  intentId!: string;
  position!: Input['position'];
  error!: string;
}

export type Parked = Input & { readonly error?: string };

/** What one target of a process has taken, means to send and has set aside. */
export interface Inbox {
  /** Facts that led to something: taken, or set aside. */
  readonly seen: ReadonlySet<string>;
  readonly open: ReadonlyMap<string, Scheduled>;
  /** In order; only of a process with a state. */
  readonly taken: readonly Input[];
  /** In order; the first one tells why. */
  readonly parked: readonly Parked[];
  /** Open intents that cannot be sent. */
  readonly failing: ReadonlySet<string>;
}

/** Nothing of a target that was set aside is sent: what could not be taken might have cancelled it. */
export const setAside = ({ parked, failing }: Inbox): boolean => parked.length > 0 || failing.size > 0;

const isOpen = (inbox: Inbox, command: ScheduleCommands): boolean =>
  command.resumes ? inbox.parked[0]?.cause === command.input.cause : !inbox.seen.has(command.input.cause);

const scheduleCommands = (command: ScheduleCommands, inbox: Inbox): ProcessEvent[] => {
  const { input, intents, cancelled, taken, resumes } = command;
  if (!isOpen(inbox, command)) return [];
  if (inbox.parked.length > 0 && !resumes) return [{ type: 'ProcessInputParked', data: input }];
  if (taken !== undefined && taken !== inbox.taken.length) {
    throw new StaleVersion(streamName('inbox', command.id), taken, inbox.taken.length);
  }
  const { cause } = input;
  return [
    ...(resumes ? [{ type: 'ProcessInputResumed', data: { cause } } as const] : []),
    ...(taken === undefined ? [] : [{ type: 'ProcessInputTaken', data: input } as const]),
    ...cancelled
      .filter((id) => inbox.open.has(id))
      .map((intentId) => ({ type: 'CommandCancelled', data: { intentId, cause } }) as const),
    ...intents.map((data) => ({ type: 'CommandScheduled', data }) as const),
  ];
};

const settleCommand = ({ intentId, outcome, code }: SettleCommand, { open }: Inbox): ProcessEvent[] =>
  open.has(intentId) ? [{ type: 'CommandSettled', data: { intentId, outcome, code } }] : [];

const parkInput = ({ input, error }: ParkInput, { seen, parked }: Inbox): ProcessEvent[] => {
  const known = parked.find(({ cause }) => cause === input.cause);
  const told = known ? known.error === error : seen.has(input.cause);
  return told ? [] : [{ type: 'ProcessInputParked', data: error === undefined ? input : { ...input, error } }];
};

const parkCommand = ({ intentId, position, error }: ParkCommand, { open, failing }: Inbox): ProcessEvent[] =>
  open.has(intentId) && !failing.has(intentId) ? [{ type: 'CommandParked', data: { intentId, position, error } }] : [];

const without = (inbox: Inbox, intentId: string): Inbox => ({
  ...inbox,
  open: new Map([...inbox.open].filter(([id]) => id !== intentId)),
  failing: new Set([...inbox.failing].filter((id) => id !== intentId)),
});

const withParked = (inbox: Inbox, input: Parked): Inbox => ({
  ...inbox,
  seen: new Set([...inbox.seen, input.cause]),
  parked: inbox.parked.some(({ cause }) => cause === input.cause)
    ? inbox.parked.map((one) => (one.cause === input.cause ? input : one))
    : [...inbox.parked, input],
});

const evolve = (inbox: Inbox, { type, data }: Recorded<ProcessEvent>): Inbox => {
  switch (type) {
    case 'CommandScheduled':
      return {
        ...inbox,
        seen: new Set([...inbox.seen, data.cause]),
        open: new Map([...inbox.open, [data.intentId, data]]),
      };
    case 'CommandSettled':
    case 'CommandCancelled':
      return without(inbox, data.intentId);
    case 'CommandParked':
      return { ...inbox, failing: new Set([...inbox.failing, data.intentId]) };
    case 'ProcessInputTaken':
      return { ...inbox, seen: new Set([...inbox.seen, data.cause]), taken: [...inbox.taken, data] };
    case 'ProcessInputParked':
      return withParked(inbox, data);
    case 'ProcessInputResumed':
      return { ...inbox, parked: inbox.parked.filter(({ cause }) => cause !== data.cause) };
  }
};

export const inboxDecider = (category: string): Decider<Inbox, ProcessEvent> => ({
  category,
  initial: { seen: new Set(), open: new Map(), taken: [], parked: [], failing: new Set() },
  evolve,
  decisions: [
    on(
      ScheduleCommands,
      scheduleCommands,
      'CommandScheduled',
      'CommandCancelled',
      'ProcessInputTaken',
      'ProcessInputParked',
      'ProcessInputResumed',
    ),
    on(SettleCommand, settleCommand, 'CommandSettled'),
    on(ParkInput, parkInput, 'ProcessInputParked'),
    on(ParkCommand, parkCommand, 'CommandParked'),
  ],
});
