import { commanded, givenDecider } from '#event-sourcing/testing';
import {
  atWork,
  by,
  closed,
  issueAssigned,
  issueDelivered,
  people,
  progressReported,
  provenance,
} from '../../examples.js';
import { RequestClosure } from '../closure/requesting.js';
import type { IssueEvent } from '../events.js';
import { issue } from '../issue.js';
import { CarryOverProgress, CorrectProgress, ReportProgress } from './progress.js';

const given = givenDecider(issue);
const told = { narrative: '一是建章立制。二是加强培训。', measures: ['建章立制。', '加强培训。'] };
const carrying = (over: Partial<CarryOverProgress> = {}) =>
  commanded(CarryOverProgress, { ...told, provenance, actor: people.office, ...over });
const carriedOver = (percent = 0): IssueEvent => ({
  type: 'ProgressReported',
  data: { ...told, percent, figures: [], evidence: [], provenance },
});

describe('what a delivered report tells of an issue', () => {
  it('is carried over from any open state, saying where it was read and nothing of how far the work is', () => {
    given(issueDelivered()).when(carrying()).thenEvents(carriedOver());
    given(issueDelivered(), issueAssigned).when(carrying()).thenEvents(carriedOver());
    given(...atWork)
      .when(carrying())
      .thenEvents(carriedOver(100));
  });

  it('stays quiet the second time', () => {
    given(issueDelivered(), carriedOver()).when(carrying()).thenNothing();
    given(issueDelivered(), issueAssigned, carriedOver(), by(people.reporter, progressReported))
      .when(carrying())
      .thenNothing();
  });

  it('is refused without the file, of nothing delivered, and once a closure is asked for', () => {
    given(issueDelivered())
      .when(carrying({ provenance: undefined }))
      .thenRefused('carry-over.without-provenance', { field: 'provenance' });
    given().when(carrying()).thenRefused('issue.unknown');
    given(...closed)
      .when(carrying())
      .thenRefused('issue.not-open-for-carry-over', { status: 'closed' });
  });

  it('makes a reporter of nobody, and leaves a delivered issue to be given to a unit', () => {
    const { reporters, standing } = given(issueDelivered(), by(people.office, carriedOver()))
      .when(carrying({ narrative: '另一段' }))
      .state();
    expect([[...reporters], standing.status]).toEqual([[], 'delivered']);
  });

  it('is no report for a closure: a unit reports here first', () => {
    const history = [issueDelivered(), issueAssigned, by(people.office, carriedOver())];
    const facts = { currentHash: 'h1', linkedTasks: [] };
    const requesting = () => commanded(RequestClosure, { statement: '完成', actor: people.handler });
    given(...history)
      .when(requesting(), facts)
      .thenRefused('closure.no-progress-report');
    given(...history, by(people.reporter, progressReported))
      .when(requesting(), facts)
      .thenRefused('closure.no-evidence');
  });

  it('does not keep a unit from reporting after it', () => {
    const words = { measures: [], percent: 100, figures: [] };
    const reporting = commanded(ReportProgress, {
      ...words,
      narrative: '一是修订制度',
      evidence: [],
      actor: people.reporter,
    });
    given(issueDelivered(), issueAssigned, carriedOver()).when(reporting).thenEvents(progressReported);
    given(issueDelivered(), issueAssigned, by(people.office, carriedOver()))
      .when(commanded(CorrectProgress, { ...words, narrative: '改', corrects: 'none', actor: people.reporter }))
      .thenRefused('progress.unknown');
  });
});
