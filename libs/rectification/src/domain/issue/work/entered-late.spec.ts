import { type Command, type CommandClass } from '#event-sourcing';
import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import { by, issueAssigned, issueDelivered, people, progressReported } from '../../examples.js';
import type { ClosureFacts } from '../closure/policies.js';
import { RequestClosure } from '../closure/requesting.js';
import type { IssueEvent } from '../events.js';
import { issue } from '../issue.js';
import { CarryOverProgress, ReportProgress } from './progress.js';
import { ClaimIssue } from './assignment.js';
import { AttachEvidence } from './evidence.js';
import { RequestExtension } from './extension.js';
import { RecordAccountability } from './accountability.js';
import { RecordRecovery } from './recovery.js';
import { RegisterRegulation } from './regulations.js';
import type { ClaimFacts } from './assignment.js';
import type { UploadedFile } from '../../commands.js';

const given = givenDecider(issue);
const delivered = by(people.office, issueDelivered(), '2023-08-29');
const assigned = by(people.office, issueAssigned, '2023-09-05');
const words = { narrative: '一是修订制度', measures: [], percent: 100, figures: [], evidence: [] };
const file = {
  sha256: 'e1',
  name: 'a.pdf',
  mediaType: 'application/pdf',
  size: 1,
  datedOn: '2023-09-01',
  criteria: [],
};

type Late = Pick<Command, 'effectiveOn' | 'issuedAt' | 'reason'>;

const reporting = (late: Partial<Late>) => commanded(ReportProgress, { ...words, actor: people.reporter, ...late });
const ofTheUnit: Readonly<Record<string, (late: Partial<Late>) => Command>> = {
  claim: (late) =>
    informed<ClaimIssue, ClaimFacts>(ClaimIssue, {
      actor: people.unitHead,
      dissolved: false,
      ...late,
    }),
  report: reporting,
  evidence: (late) =>
    informed<AttachEvidence, UploadedFile>(AttachEvidence, {
      ...file,
      actor: people.reporter,
      ...late,
    }),
  extension: (late) => commanded(RequestExtension, { to: '2024-01-31', actor: people.reporter, ...late }),
  request: (late) =>
    informed<RequestClosure, ClosureFacts>(RequestClosure, { statement: '已整改', actor: people.reporter, ...late }),
};

describe('what is entered on a later day than it is of', () => {
  const since = given(delivered, assigned);

  it('has a reason, or is refused naming the field and the days', () => {
    const details = {
      rule: 'whatIsEnteredLateSaysWhy',
      field: 'reason',
      effectiveOn: '2023-10-01',
      today: '2026-01-01',
    };
    for (const reason of [undefined, '', ' \n'])
      since
        .when(reporting({ effectiveOn: '2023-10-01', reason }))
        .thenRefused('effective.late-without-reason', details);
    since.when(reporting({ effectiveOn: '2023-10-01', reason: '纸质材料补录' })).thenEvents(progressReported);
  });

  it('is late by the calendar day in Beijing, and the same day needs no reason', () => {
    const at = (issuedAt: string) => since.when(reporting({ effectiveOn: '2023-10-01', issuedAt }));
    at('2023-10-01T15:59:59.999Z').thenEvents(progressReported);
    at('2023-10-01T16:00:00.000Z').thenRefused('effective.late-without-reason', { today: '2023-10-02' });
    since.when(reporting({})).thenEvents(progressReported);
  });

  it('has its reason in the ledger or report that it is taken from', () => {
    const carried = { narrative: '已整改', measures: [], effectiveOn: '2023-10-01' };
    const provenance = { file: '台账.xlsx', sha256: 'a'.repeat(64) };
    expect(since.when(commanded(CarryOverProgress, { ...carried, provenance })).events()).toHaveLength(1);
    since.when(commanded(CarryOverProgress, carried)).thenRefused('effective.late-without-reason');
  });
});

describe('work on an issue', () => {
  it.each(Object.entries(ofTheUnit))('is of no day before the assignment: %s', (_, work) => {
    const early = work({ effectiveOn: '2023-09-04', reason: '补录' });
    given(delivered, assigned).when(early).thenRefused('effective.before-assignment', {
      rule: 'noUnitWorksBeforeTheAssignment',
      field: 'effectiveOn',
      effectiveOn: '2023-09-04',
      since: '2023-09-05',
      earliest: '2023-09-05',
    });
  });

  it('is told of the first assignment, and of the day that can be entered now', () => {
    const again: IssueEvent = { ...issueAssigned, data: { ...issueAssigned.data, dueOn: '2023-10-31' } as never };
    const history = [delivered, assigned, by(people.office, again, '2023-09-20')];
    given(...history)
      .when(reporting({ effectiveOn: '2023-09-04', reason: '补录' }))
      .thenRefused('effective.before-assignment', { since: '2023-09-05', earliest: '2023-09-05' });
    const told = given(...history).when(reporting({ effectiveOn: '2023-09-19', reason: '补录' }));
    expect(told.events().map(({ type }) => type)).toEqual(['ProgressReported']);
  });

  it('of others is of no day before the delivery', () => {
    const late = { effectiveOn: '2023-08-28', reason: '补录', actor: people.office };
    const office: readonly (readonly [CommandClass, object])[] = [
      [RecordAccountability, { kind: 'criticism', number: 1 }],
      [RecordRecovery, { amount: 100 }],
      [RegisterRegulation, { kind: 'made', title: '制度' }],
    ];
    for (const [type, fields] of office) {
      given(delivered)
        .when(commanded(type, { ...fields, ...late } as never), {})
        .thenRefused('effective.before-delivery', { since: '2023-08-29', earliest: '2023-08-29' });
      expect(
        given(delivered)
          .when(commanded(type, { ...fields, ...late, effectiveOn: '2023-08-29' } as never), {})
          .events(),
      ).toHaveLength(1);
    }
  });
});
