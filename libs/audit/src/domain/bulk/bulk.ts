import { type Decider, evolving, on } from '#event-sourcing';
import { RecordBulk } from './commands.js';
import type { BulkEvent, BulkTaken } from './events.js';

/** Absent until it was taken. */
export interface Bulk {
  readonly taken?: BulkTaken['data'];
}

/** Of what was refused row by row, and cannot be repeated, nothing is kept: whoever sends nonsense fills no log. */
export const isKept = ({ rows, keyed }: Pick<RecordBulk, 'rows' | 'keyed'>): boolean =>
  keyed === true || rows.some(({ code }) => code === undefined);

const recordBulk = (command: RecordBulk, { taken }: Bulk): BulkEvent[] => {
  const { act, hash, rows } = command;
  return taken || !isKept(command) ? [] : [{ type: 'BulkTaken', data: { act, hash, rows } }];
};

/** One request that many commands came with, so that its repetition is answered as it was. */
export const bulkDecider: Decider<Bulk, BulkEvent> = {
  category: 'bulk',
  initial: {},
  evolve: evolving<Bulk, BulkEvent>({ BulkTaken: (_, { data }) => ({ taken: data }) }),
  decisions: [on(RecordBulk, recordBulk, 'BulkTaken')],
};
