import { commanded, givenDecider } from '#event-sourcing/testing';
import { atWork, closed, evidenceAttached, issueDelivered, people, requested } from '../../examples.js';
import type { IssueEvent } from '../events.js';
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

const withEvidence = [issueDelivered(['甲', '乙']), ...atWork.slice(1), evidenceAttached('e2', '2023-09-20', [2])];

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

  it('keeps the wording that evidence was handed in for: the file says nothing of another', () => {
    given(...withEvidence)
      .when(correcting({ criteria: ['甲'] }))
      .thenRefused('correction.criterion-in-use', { criterion: 2 });
    for (const criteria of [['甲', '丙'], ['乙', '甲'], []])
      given(...withEvidence)
        .when(correcting({ criteria }))
        .thenRefused('correction.criterion-in-use', { criterion: 2 });
    for (const to of [{ criteria: ['丙', '乙'] }, { criteria: ['甲', '乙', '丙'] }])
      given(...withEvidence)
        .when(correcting(to))
        .thenEvents({ type: 'IssueCorrected', data: { corrects, from: { criteria: ['甲', '乙'] }, to } });
    given(...withEvidence)
      .when(correcting({ criteria: ['甲', '乙'] }))
      .thenNothing();
  });

  it('gives up a criterion whose evidence was replaced by some for another', () => {
    const other = { sha256: 'e3', name: 'e3.pdf', mediaType: 'application/pdf', size: 10, datedOn: '2023-09-21' };
    const second: IssueEvent = { type: 'EvidenceAttached', data: { ...other, criteria: [1], replaces: 'e2' } };
    const to = { criteria: ['甲', '丙'] };
    given(...withEvidence, second)
      .when(correcting(to))
      .thenEvents({ type: 'IssueCorrected', data: { corrects, from: { criteria: ['甲', '乙'] }, to } });
  });

  it('keeps the wording that a waiver was signed for, by the first leader as by the last', () => {
    const { personId, name, post, unit } = people.leader;
    const signature = { personId, name, post, unit };
    const signed = (criterion?: number): IssueEvent => ({
      type: 'RequirementWaiverSigned',
      data: { requirement: 'evidence', criterion, signature, count: 1, required: 2 },
    });
    const waived = (criterion?: number): IssueEvent => ({
      type: 'RequirementWaived',
      data: { requirement: 'evidence', criterion },
    });
    const two = [issueDelivered(['甲', '乙']), ...atWork.slice(1)];
    for (const waiver of [signed, waived]) {
      given(...two, waiver(2))
        .when(correcting({ criteria: ['甲', '无需佐证'] }))
        .thenRefused('correction.criterion-in-use', { criterion: 2 });
      given(...two, waiver())
        .when(correcting({ criteria: ['甲', '无需佐证'] }))
        .thenRefused('correction.criterion-in-use', { criterion: 2 });
      given(...two, waiver(2))
        .when(correcting({ criteria: ['丙', '乙'] }))
        .thenEvents({
          type: 'IssueCorrected',
          data: { corrects, from: { criteria: ['甲', '乙'] }, to: { criteria: ['丙', '乙'] } },
        });
    }
  });
});
