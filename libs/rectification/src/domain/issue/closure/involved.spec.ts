import { givenDecider, informed } from '#event-sourcing/testing';
import { atWork, by, closureRequested, endorsed, people, usual } from '../../examples.js';
import { issue } from '../issue.js';
import { EndorseClosure } from './endorsing.js';
import type { ClosureFacts } from './policies.js';

const given = givenDecider(issue);
const facts = { currentHash: 'h1', linkedTasks: [], closurePolicy: usual };
const endorsing = informed<EndorseClosure, ClosureFacts>(EndorseClosure, { ...facts, actor: people.office });

describe('an endorsement given before it was found who gave it', () => {
  it('bars the next one when the head is registered twice and worked on the issue as the other', () => {
    const asOther = { ...people.unitHead, personId: people.handler.personId };
    given(...atWork, by(people.handler, closureRequested()), by(asOther, endorsed('unit', false)))
      .when(endorsing)
      .thenRefused('issue.signer-involved');
  });

  it('stands when it is of somebody else', () => {
    given(...atWork, by(people.handler, closureRequested()), by(people.unitHead, endorsed('unit', false)))
      .when(endorsing)
      .thenEvents({ type: 'ClosureEndorsed', data: { level: 'office', contentHash: 'h1', last: true } });
  });
});
