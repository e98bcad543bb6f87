import { commanded, givenDecider } from '#event-sourcing/testing';
import { RecordReading } from './commands.js';
import { readingDecider } from './reading.js';

const given = givenDecider(readingDecider);
const looked = { act: 'FindIssue', target: 'i1', count: 1 };

describe('what one account looks at on one day', () => {
  it('is put on record each time, a download apart from a reading', () => {
    given()
      .when(commanded(RecordReading, { kind: 'reading', ...looked }))
      .thenEvents({ type: 'SensitiveRead', data: looked });
    given({ type: 'SensitiveRead', data: looked })
      .when(commanded(RecordReading, { kind: 'export', ...looked }))
      .thenEvents({ type: 'MaterialExported', data: looked });
  });

  it('says how often it was looked at once more', () => {
    given({ type: 'SensitiveRead', data: looked })
      .when(commanded(RecordReading, { kind: 'reading', ...looked, times: 3_999 }))
      .thenEvents({ type: 'SensitiveRead', data: { ...looked, times: 3_999 } });
  });
});
