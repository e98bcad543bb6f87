import { commanded, givenDecider } from '#event-sourcing/testing';
import { by, people, roundOpened } from '../examples.js';
import { CorrectListing } from './register.js';
import { CorrectRound } from './particulars.js';
import type { RoundEvent } from './events.js';
import { round } from './round.js';

const given = givenDecider(round);
const corrects = '00000000-0000-4000-8000-000000000001';
const correcting = (over: Partial<CorrectRound>) =>
  commanded(CorrectRound, { actor: people.office, reason: '录入有误', ...over });
const titled = (from: string, to: string): RoundEvent => ({
  type: 'RoundCorrected',
  data: { corrects, from: { title: from }, to: { title: to } },
});

describe('a round', () => {
  it('is corrected in what was mistyped, also again, with its reason', () => {
    given(roundOpened)
      .when(correcting({ title: '第三轮巡视', team: '市委第七巡察组' }))
      .thenEvents(titled('第三轮巡察', '第三轮巡视'));
    const once = given(roundOpened, titled('第三轮巡察', '第三轮巡视'));
    once.when(correcting({ title: '第三轮巡视' })).thenNothing();
    once.when(correcting({ title: '第三轮巡察' })).thenEvents(titled('第三轮巡视', '第三轮巡察'));
    given(roundOpened)
      .when(correcting({ title: '第四轮', reason: undefined }))
      .thenRefused('reason.missing');
    given()
      .when(correcting({ title: '第四轮' }))
      .thenRefused('round.unknown');
  });

  it('keeps its dates in order, those that stay among them', () => {
    given(roundOpened)
      .when(correcting({ deliveredOn: '2023-06-01' }))
      .thenRefused('round.dates-out-of-order', {
        field: 'deliveredOn',
        inspectedTo: '2023-06-13',
        deliveredOn: '2023-06-01',
      });
    given(roundOpened)
      .when(correcting({ inspectedFrom: '2023-06-14' }))
      .thenRefused('round.dates-out-of-order', { field: 'inspectedTo' });
    given(roundOpened)
      .when(correcting({ deliveredOn: '2026-01-02' }))
      .thenRefused('round.delivered-ahead-of-now', { field: 'deliveredOn' });
    given(roundOpened)
      .when(correcting({ inspectedTo: '2023-06-12' }))
      .thenEvents({
        type: 'RoundCorrected',
        data: { corrects, from: { inspectedTo: '2023-06-13' }, to: { inspectedTo: '2023-06-12' } },
      });
  });
});

describe('a round of which something was entered', () => {
  const listed: RoundEvent = { type: 'IssueListed', data: { issueId: 'i1', number: '1', area: '一', heading: '大项' } };
  const organised: RoundEvent = { type: 'WorkOrganised', data: { paragraphs: ['成立领导小组'] } };
  const to = (deliveredOn: string) => correcting({ deliveredOn });
  const delivered = (before: string, on: string): RoundEvent => ({
    type: 'RoundCorrected',
    data: { corrects, from: { deliveredOn: before }, to: { deliveredOn: on } },
  });
  const opened = by(people.office, roundOpened, '2023-08-29');
  const worked = given(
    opened,
    by(people.office, organised, '2023-09-05'),
    by(people.office, listed, '2023-09-01'),
    by(people.office, { ...listed, data: { ...listed.data, issueId: 'i2', number: '2' } }, '2023-11-20'),
  );

  it('is not corrected to have been delivered behind that, and up to it', () => {
    for (const day of ['2023-09-02', '2023-12-31'])
      worked
        .when(to(day))
        .thenRefused('round.delivered-after-its-work', { field: 'deliveredOn', latest: '2023-09-01' });
    for (const day of ['2023-09-01', '2023-08-01']) worked.when(to(day)).thenEvents(delivered('2023-08-29', day));
    given(opened).when(to('2023-12-31')).thenEvents(delivered('2023-08-29', '2023-12-31'));
  });

  it('takes corrections of all else, and stays quiet on the day that it names already', () => {
    worked.when(to('2023-08-29')).thenNothing();
    worked.when(correcting({ title: '第三轮巡视' })).thenEvents(titled('第三轮巡察', '第三轮巡视'));
  });
});

describe('the register of a round', () => {
  const listedAs = (issueId: string, number: string): RoundEvent => ({
    type: 'IssueListed',
    data: { issueId, number, area: '一', heading: '大项' },
  });
  const listed = listedAs('i1', '1');
  const moving = (over: Partial<CorrectListing>) => commanded(CorrectListing, { issueId: 'i1', ...over });

  it('follows a corrected area or heading, and nothing else', () => {
    const moved = given(roundOpened, listed).when(moving({ area: '一', heading: '另一大项' }));
    moved.thenEvents({
      type: 'IssueListingCorrected',
      data: { issueId: 'i1', from: { heading: '大项' }, to: { heading: '另一大项' } },
    });
    expect([...moved.state().issues]).toMatchObject([{ issueId: 'i1', number: '1', heading: '另一大项' }]);
    given(roundOpened, listed)
      .when(moving({ area: '一' }))
      .thenNothing();
    given(roundOpened)
      .when(moving({ area: '二' }))
      .thenNothing();
  });

  it('never comes to list more than the delivered report asserts', () => {
    given(roundOpened, listed, listedAs('i2', '2'))
      .when(moving({ area: '二' }))
      .thenRefused('round.count-exceeds-breakdown', { of: 'areas', asserted: 1, listed: 2 });
    given(roundOpened, listed)
      .when(moving({ area: '二' }))
      .thenEvents({ type: 'IssueListingCorrected', data: { issueId: 'i1', from: { area: '一' }, to: { area: '二' } } });
  });
});
