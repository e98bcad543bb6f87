import { type Decider, evolving, on } from '#event-sourcing';
import { RecordBulk } from './commands.js';
import type { BulkEvent, BulkTaken } from './events.js';

/** Absent until it was taken. */
export interface Bulk {
  readonly taken?: BulkTaken['data'];
}

const recordBulk = ({ act, hash, rows }: RecordBulk, { taken }: Bulk): BulkEvent[] =>
  taken ? [] : [{ type: 'BulkTaken', data: { act, hash, rows } }];

/** One request that many commands came with, so that its repetition is answered as it was. */
export const bulkDecider: Decider<Bulk, BulkEvent> = {
  category: 'bulk',
  initial: {},
  evolve: evolving<Bulk, BulkEvent>({ BulkTaken: (_, { data }) => ({ taken: data }) }),
  decisions: [on(RecordBulk, recordBulk, 'BulkTaken')],
};
