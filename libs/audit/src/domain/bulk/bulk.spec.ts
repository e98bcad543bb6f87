import { commanded, givenDecider } from '#event-sourcing/testing';
import { bulkDecider } from './bulk.js';
import { RecordBulk } from './commands.js';
import type { BulkEvent } from './events.js';

const given = givenDecider(bulkDecider);
const data = { act: 'ClaimIssue', hash: 'h1', rows: [{ id: 'i1' }, { id: 'i2', code: 'issue.not-assigned' }] };
const taken: BulkEvent = { type: 'BulkTaken', data };

describe('a request with many commands', () => {
  it('is put on record with what became of each row', () => {
    given().when(commanded(RecordBulk, data)).thenEvents(taken);
  });

  it('of which nothing was taken is put on record where it may be repeated by its key, and leaves nothing else', () => {
    const rows = [{ code: 'request.bad-shape' }, { id: 'i2', code: 'issue.not-assigned' }];
    given()
      .when(commanded(RecordBulk, { ...data, rows }))
      .thenNothing();
    given()
      .when(commanded(RecordBulk, { ...data, rows, keyed: true }))
      .thenEvents({ type: 'BulkTaken', data: { ...data, rows } });
  });

  it('is put on record once', () => {
    given(taken)
      .when(commanded(RecordBulk, { ...data, rows: [] }))
      .thenNothing();
  });
});
