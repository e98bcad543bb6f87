import { commanded, givenDecider } from '#event-sourcing/testing';
import { RecordRefusal } from './commands.js';
import { refusalDecider } from './refusal.js';

const given = givenDecider(refusalDecider);

describe('what one account was refused on one day', () => {
  it('is put on record with the rule, the thing, and how often since the last time', () => {
    const refused = { act: 'ApproveClosure', code: 'closure.signed-already', target: 'i1', times: 3 };
    given()
      .when(commanded(RecordRefusal, { refusal: refused }))
      .thenEvents({ type: 'RequestRefused', data: refused });
  });
});
