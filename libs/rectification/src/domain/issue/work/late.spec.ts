import type { ResultFacts } from '../correction/entries.js';
import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import { atWork, by, closed, closureRequested, people } from '../../examples.js';
import { AttachEvidence } from './evidence.js';
import { RequestExtension } from './extension.js';
import { RecordRecovery } from './recovery.js';
import { ReportProgress } from './progress.js';
import type { UploadedFile } from '../../commands.js';
import type { IssueEvent } from '../events.js';
import { issue } from '../issue.js';

const given = givenDecider(issue);
const told = { narrative: '已修订。', measures: [], figures: [], evidence: [] };
const report = (percent: number): IssueEvent => ({ type: 'ProgressReported', data: { ...told, percent } });
const file = { sha256: 'e9', name: 'e9.pdf', mediaType: 'application/pdf', size: 10, datedOn: '2023-09-30' };
const past = [...atWork, by(people.handler, report(95), '2023-10-15')];
const reason = '补录';
const reporting = (percent: number, effectiveOn: string) =>
  commanded(ReportProgress, { ...told, actor: people.handler, percent, effectiveOn, reason });

describe('work that is told behind what was done later', () => {
  it('is taken on its day, and the latest report stays the one of the latest day', () => {
    const outcome = given(...past).when(reporting(90, '2023-10-01'));
    outcome.thenEvents(report(90));
    expect(outcome.state().progress.map(({ percent }) => percent)).toEqual([100, 90, 95]);
  });

  it('is told the first day on which it could be, and why not before', () => {
    given(...past)
      .when(reporting(90, '2022-12-31'))
      .thenRefused('effective.before-assignment', { earliest: '2023-01-01' });
  });

  it('is not slipped behind a request that waits: what would end the request is told with a day that is not before it', () => {
    const asked = [...past, by(people.handler, closureRequested(), '2023-10-20')];
    const attaching = (more: object) =>
      informed<AttachEvidence, UploadedFile>(AttachEvidence, {
        ...file,
        criteria: [],
        actor: people.handler,
        reason,
        ...more,
      });
    given(...asked)
      .when(attaching({ effectiveOn: '2023-10-02' }))
      .thenRefused('request.would-be-voided');
    given(...asked)
      .when(attaching({ effectiveOn: '2023-10-02', voidsRequest: true }))
      .thenRefused('effective.before-last', { earliest: '2023-10-20' });
    const types = given(...asked)
      .when(attaching({ effectiveOn: '2023-10-20', voidsRequest: true }))
      .events()
      .map(({ type }) => type);
    expect(types).toEqual(['EvidenceAttached', 'RequestVoided']);
  });

  it('is refused where the issue is closed by now, and money is recorded with its reason', () => {
    given(...closed)
      .when(reporting(90, '2023-09-02'))
      .thenRefused('issue.closed');
    const actor = people.office;
    given(...past)
      .when(
        informed<RecordRecovery, ResultFacts>(RecordRecovery, {
          actor,
          amount: 700,
          effectiveOn: '2023-10-03',
          reason,
        }),
      )
      .thenEvents({ type: 'MoneyRecovered', data: { amount: 700 } });
  });

  it('comes last of all where it asks for a decision', () => {
    given(...past)
      .when(
        commanded(RequestExtension, {
          actor: people.handler,
          to: '2024-01-31',
          reason: '延期',
          effectiveOn: '2023-10-01',
        }),
      )
      .thenRefused('effective.before-last', { earliest: '2023-10-15' });
  });
});
