import type { Clock } from '../clock.js';
import type { EventStore } from '../appending/event-store.js';
import type { Command, CommandClass } from '../deciding/decider.js';
import type { Bound, Receipt } from '../deciding/receipt.js';
import {
  ConcurrencyConflict,
  AuthorityMoved,
  Overloaded,
  StaleVersion,
  StoreUnavailable,
  ViewBehind,
} from '../errors.js';
import type { Actor, Position } from '../event.js';
import { inboxDecider } from './process-inbox.js';
import { CheckpointMoved, type ReadStore } from '../views/read-store.js';

export interface ProcessSurroundings {
  readonly store: EventStore;
  readonly readStore: ReadStore;
  readonly clock: Clock;
  /** Takes a command of a context, preparations included. */
  readonly execute: (command: Command) => Promise<Receipt>;
  /** Takes a command bound to a decider of the runner's own. */
  readonly transact: (bound: Bound) => Promise<Receipt>;
  readonly uuid: (text: string) => string;
  /** Resolves when the views of processes have reached the position. */
  readonly seen: (position: Position) => Promise<void>;
  readonly failed?: (loop: string, error: unknown) => void;
  readonly parked?: (process: string, target: string, error: string) => void;
}

const LONGEST_ERROR = 500;

/** Bounded, because it is stored for ever. */
export const errorText = (error: unknown): string => [...String(error)].slice(0, LONGEST_ERROR).join('');

const PASSING = [
  StoreUnavailable,
  Overloaded,
  ViewBehind,
  ConcurrencyConflict,
  AuthorityMoved,
  StaleVersion,
  CheckpointMoved,
];

/** No fault of the target: trying again later may well succeed. */
export const isPassing = (error: unknown): boolean => PASSING.some((one) => error instanceof one);

export const CHECKPOINT = 'processes';

/** A driver may throw anything when its store is away; this throws then, too. */
export const bothStoresAnswer = async ({ store, readStore }: ProcessSurroundings): Promise<void> => {
  await Promise.all([store.head(), readStore.checkpoint(CHECKPOINT)]);
};

/** `name` tells commands apart: the same name gives the same command id. */
export const processCommand = <C extends Command>(
  { uuid, clock }: ProcessSurroundings,
  type: CommandClass<C>,
  { process, id, name }: { readonly process: string; readonly id: string; readonly name: string },
): C => {
  const actor: Actor = {
    id: `process:${process}`,
    personId: `process:${process}`,
    name: '系统',
    roles: ['system'],
    client: 'process',
  };
  const commandId = uuid(name);
  return Object.assign(new type(), {
    id,
    actor,
    issuedAt: clock.now(),
    commandId,
    commandHash: commandId,
    correlationId: commandId,
  });
};

/** Takes a command on a process's own stream. */
export const takeOwn = (around: ProcessSurroundings, process: string, command: Command): Promise<Receipt> => {
  const decider = inboxDecider(process);
  const { decide } = decider.decisions.find((one) => command instanceof one.command)!;
  return around.transact({ decider, decide: decide as Bound['decide'], command });
};
