import type { Instant, Recorded } from '../event.js';
import { integer, projection, text } from '../views/projection.js';
import type { CommandParked, ProcessEvent, ProcessInputParked } from './process.js';

/** What a target was set aside for: a fact that it cannot take, or a command that cannot be sent. */
export interface ParkedRow {
  readonly process: string;
  readonly target: string;
  readonly since: Instant;
  readonly position: string;
  /** Absent: it only waits behind another. */
  readonly error?: string;
}

const rowOf = (row: ParkedRow | undefined, event: Recorded<ProcessInputParked | CommandParked>): ParkedRow => {
  const dash = event.stream.indexOf('-');
  return {
    process: event.stream.slice(0, dash),
    target: event.stream.slice(dash + 1),
    since: row?.since ?? event.recordedAt,
    position: event.data.position,
    error: event.data.error,
  };
};

/** Targets that processes have set aside, a row for each fact or command. */
export const processParked = projection<ParkedRow, ProcessEvent>({
  name: 'process-parked',
  version: 1,
  seenThrough: 'act',
  // One fact may be set aside by several processes.
  key: ({ stream, data }) => `${stream}/${'intentId' in data ? data.intentId : data.cause}`,
  when: {
    ProcessInputParked: rowOf,
    ProcessInputResumed: () => undefined,
    CommandParked: rowOf,
    CommandSettled: () => undefined,
    CommandCancelled: () => undefined,
  },
  columns: {
    process: text((row) => row.process),
    target: text((row) => row.target),
    told: integer((row) => Number(row.error !== undefined)),
  },
  indexes: [['told', 'process', 'target']],
});
