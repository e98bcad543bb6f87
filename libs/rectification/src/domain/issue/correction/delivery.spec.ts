import { commanded, givenDecider } from '#event-sourcing/testing';
import { atWork, closed, evidenceAttached, issueDelivered, people, requested } from '../../examples.js';
import { issue } from '../issue.js';
import { contentOf } from '../state.js';
import { CorrectIssue } from './delivery.js';

const given = givenDecider(issue);
const corrects = '00000000-0000-4000-8000-000000000001';
const correcting = (over: Partial<CorrectIssue>) =>
  commanded(CorrectIssue, { actor: people.office, reason: '录入有误', ...over });
const textCorrected = {
  type: 'IssueCorrected',
  data: { corrects, from: { text: '表现' }, to: { text: '表象' } },
} as const;

describe('a delivered issue', () => {
  it('is corrected in what was mistyped, before and after, and the delivery stays as it was', () => {
    const outcome = given(...atWork).when(correcting({ text: '表象', heading: '大项', class: 'phased', area: '二' }));
    outcome.thenEvents({
      type: 'IssueCorrected',
      data: { corrects, from: { area: '一', text: '表现' }, to: { area: '二', text: '表象' } },
    });
    expect(outcome.state().delivered).toMatchObject({ number: '7', area: '二', text: '表象' });
    expect(contentOf(outcome.state())).toMatchObject({ text: '表象' });
  });

  it('is corrected again from the last correction, and quietly left as it is', () => {
    given(...atWork, textCorrected)
      .when(correcting({ text: '表象' }))
      .thenNothing();
    given(...atWork, textCorrected)
      .when(correcting({ text: '表现' }))
      .thenEvents({ type: 'IssueCorrected', data: { corrects, from: { text: '表象' }, to: { text: '表现' } } });
  });

  it('is corrected with a reason, while nobody decides on it, and after closure by the office', () => {
    given(...atWork)
      .when(correcting({ text: '表象', reason: ' ' }))
      .thenRefused('reason.missing');
    given(...requested)
      .when(correcting({ text: '表象' }))
      .thenRefused('correction.under-review', { number: '7' });
    given(...closed)
      .when(correcting({ text: '表象' }))
      .thenEvents(textCorrected);
    given(...closed)
      .when(correcting({ text: '表象', actor: people.unitHead }))
      .thenRefused('issue.closed-office-records');
    given()
      .when(correcting({ text: '表象' }))
      .thenRefused('issue.unknown');
  });

  it('keeps the criteria that evidence speaks for', () => {
    const withEvidence = [issueDelivered(['甲', '乙']), ...atWork.slice(1), evidenceAttached('e2', '2023-09-20', [2])];
    given(...withEvidence)
      .when(correcting({ criteria: ['甲'] }))
      .thenRefused('correction.criterion-in-use', { criterion: 2 });
    given(...withEvidence)
      .when(correcting({ criteria: ['甲', '丙'] }))
      .thenEvents({
        type: 'IssueCorrected',
        data: { corrects, from: { criteria: ['甲', '乙'] }, to: { criteria: ['甲', '丙'] } },
      });
  });
});
