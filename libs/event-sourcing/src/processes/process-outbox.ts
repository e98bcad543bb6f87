import type { CommandScheduled, ProcessEvent } from './process.js';
import { integer, projection, text } from '../views/projection.js';

type Scheduled = CommandScheduled['data'];

export interface OutboxRow extends Scheduled {
  /** Of the fact that it answers. */
  readonly correlationId: string;
  readonly process: string;
  readonly instance: string;
  readonly settled: boolean;
  readonly outcome?: string;
}

/** What processes intend and what became of it; operators and inspectors may read it like any view. */
export const processOutbox = projection<OutboxRow, ProcessEvent>({
  name: 'process-outbox',
  version: 3,
  seenThrough: 'act',
  key: ({ data }) => ('intentId' in data ? data.intentId : undefined),
  when: {
    CommandScheduled: (_, { data, stream, metadata: { correlationId } }) => {
      const dash = stream.indexOf('-');
      return {
        ...data,
        correlationId,
        process: stream.slice(0, dash),
        instance: stream.slice(dash + 1),
        settled: false,
      };
    },
    CommandSettled: (row, { data }) => row && { ...row, settled: true, outcome: data.code ?? data.outcome },
    CommandCancelled: (row) => row && { ...row, settled: true, outcome: 'cancelled' },
  },
  columns: {
    settled: integer((row) => Number(row.settled)),
    due: integer((row) => Date.parse(row.dueAt)),
    target: text((row) => row.target),
  },
  indexes: [['settled', 'due']],
});
