import { EXTENDED_TO, REVIEW_ON } from './issue-things.js';
import { type ByWho, get, post, type Row, type Rows } from './rows.js';
import type { Thing } from './things.js';
import { issueBody, report } from '../support/world.js';

const UNIT = ['unit-head', 'reporter'] as const;
const issue =
  (rest: string, body: (thing: Thing) => object = () => ({})) =>
  (thing: Thing) =>
    post(`issues/${thing.id}/${rest}`, body(thing));
const row = (asks: Row['asks'], more: Omit<Row, 'of' | 'asks'>): Row => ({ of: 'issue', asks, ...more });

/** Those of the lead unit; a unit above sees the work and does not do it. */
const byTheUnit = (code: string): ByWho => ({ above: `403 ${code}`, else: 'yes' }) as ByWho;
const notInvolved = byTheUnit('issue.unit-not-involved');
const NOT_ASSIGNED = '409 issue.not-assigned';
const CLOSED = '409 issue.closed';

const whileAtWork = { delivered: NOT_ASSIGNED, closed: CLOSED } as const;
const uninvolved: ByWho = { involved: '403 issue.handler-decides', else: 'yes' };
const notTheOneWhoAsked: ByWho = { involved: '403 extension.requester-decides', else: 'yes' };
const nothingAsked = { delivered: NOT_ASSIGNED, assigned: '409 extension.none-pending', closed: CLOSED } as const;
/** Who may do it is asked here; that it is refused without this is told by the separation of duties. */
const voiding = { voidsRequest: true } as const;
const NOT_AWAITING = '409 issue.not-awaiting-endorsement';

const ASSIGNED_IN_REVIEW = '409 issue.assigned-while-under-review';
const whileUnderReview = {
  'closure-requested': ASSIGNED_IN_REVIEW,
  'under-review': ASSIGNED_IN_REVIEW,
  submitted: ASSIGNED_IN_REVIEW,
} as const;

/** No unit records on what was given to none. */
const recorded: Row['in'] = { delivered: { office: 'yes', else: NOT_ASSIGNED }, else: 'yes' };

const recordedByTheOfficeAtLast: Row['in'] = {
  ...recorded,
  closed: { office: 'yes', else: '403 issue.closed-office-records' },
};

type Entry = 'regulation' | 'accountability' | 'recovery';
const ENTERED = { regulation: 'regulations', accountability: 'accountability', recovery: 'recoveries' } as const;

/** Nothing is corrected while somebody decides on it. */
const underReview = {
  'closure-requested': '409 correction.under-review',
  'under-review': '409 correction.under-review',
  submitted: '409 correction.under-review',
} as const;
const corrected: Row['in'] = { ...recordedByTheOfficeAtLast, ...underReview };

const correction = (entry: Entry, roles: Row['roles'], body: object): Row =>
  row(
    issue(`${entry}-corrections`, ({ more }) => ({ entry: more[ENTERED[entry]], reason: '录入有误', ...body })),
    { roles, in: corrected },
  );
const withdrawal = (entry: Entry, roles: Row['roles']): Row =>
  row(
    issue(`${entry}-withdrawals`, ({ more }) => ({ entry: more[ENTERED[entry]], reason: '重复登记' })),
    { roles, in: corrected },
  );

const working: Rows = {
  AssignIssue: row(
    (thing) =>
      post(`issues/${thing.id}/assignment`, {
        leaderId: thing.more['leaderId'],
        leadUnitId: thing.more['unitId'],
        handlerId: thing.more['handlerId'],
        dueOn: '2023-10-31',
      }),
    { roles: ['office'], in: { ...whileUnderReview, closed: CLOSED, else: 'yes' } },
  ),
  // Once it is claimed nothing is left to do, for whoever asks.
  ClaimIssue: row(issue('claim'), {
    roles: UNIT,
    in: { ...whileAtWork, assigned: byTheUnit('issue.not-lead-unit'), else: 'yes' },
  }),
  // Likewise; the other leaders are not responsible for it.
  ClaimAsLeader: row(issue('leader-claim'), {
    roles: ['leader'],
    in: { ...whileAtWork, else: '403 issue.not-responsible-leader' },
  }),
  ReportProgress: row(
    issue('progress', () => ({ ...report('二是开展回头看。'), ...voiding })),
    { roles: UNIT, scopes: ['report'], in: { ...whileAtWork, else: notInvolved } },
  ),
  CorrectProgress: row(
    issue('progress-corrections', ({ more }) => ({
      ...report('更正。'),
      corrects: more['report'] ?? 'none',
      ...voiding,
    })),
    {
      roles: UNIT,
      scopes: ['report'],
      in: { ...whileAtWork, assigned: '404 progress.unknown', else: byTheUnit('issue.other-units-report') },
    },
  ),
  AttachEvidence: row(
    issue('evidence', ({ more }) => ({ sha256: more['spare'], name: 'a.txt', datedOn: '2023-10-30', ...voiding })),
    { roles: UNIT, scopes: ['report'], in: { ...whileAtWork, else: notInvolved } },
  ),
  RegisterRegulation: row(
    issue('regulations', () => ({ kind: 'made', title: '学习制度', ...voiding })),
    { roles: [...UNIT, 'office'], scopes: ['report'], in: recorded },
  ),
  RequestExtension: row(
    issue('extension-request', () => ({ to: EXTENDED_TO, reason: '汛期' })),
    { roles: UNIT, in: { ...whileAtWork, else: notInvolved } },
  ),
  GrantExtension: row(issue('extension-grant'), {
    proof: 'fresh',
    roles: ['office', 'leader'],
    in: { ...nothingAsked, else: notTheOneWhoAsked },
  }),
  RefuseExtension: row(
    issue('extension-refusal', () => ({ reason: '不予延期' })),
    { proof: 'fresh', roles: ['office', 'leader'], in: { ...nothingAsked, else: notTheOneWhoAsked } },
  ),
  RecordAccountability: row(
    issue('accountability', () => ({ kind: 'admonition', number: 1, confirmed: true, reason: '补录', ...voiding })),
    { roles: ['office', 'unit-head'], in: recordedByTheOfficeAtLast },
  ),
  RecordRecovery: row(
    issue('recoveries', () => ({ amount: 100, confirmed: true, reason: '补录', ...voiding })),
    { roles: ['office', 'unit-head'], in: recordedByTheOfficeAtLast },
  ),
  CorrectIssue: row(
    issue('corrections', () => ({
      area: '方面',
      heading: '大项',
      text: '更正后的表现',
      class: 'continuous',
      // Evidence is for the first one, which stays as it was delivered.
      criteria: [...issueBody('1').criteria, '标准'],
      reason: '录入有误',
    })),
    { roles: ['office'], in: { ...underReview, else: 'yes' } },
  ),
  CorrectRegulation: correction('regulation', [...UNIT, 'office'], {
    kind: 'revised',
    title: '学习办法',
    documentNumber: '1号',
    date: '2023-10-01',
  }),
  WithdrawRegulation: withdrawal('regulation', [...UNIT, 'office']),
  CorrectAccountability: correction('accountability', ['office', 'unit-head'], {
    kind: 'admonition',
    number: 2,
    confirmed: true,
  }),
  WithdrawAccountability: withdrawal('accountability', ['office', 'unit-head']),
  CorrectRecovery: correction('recovery', ['office', 'unit-head'], { amount: 200, confirmed: true }),
  WithdrawRecovery: withdrawal('recovery', ['office', 'unit-head']),
};

const closing: Rows = {
  WaiveRequirement: row(
    issue('waivers', () => ({ requirement: 'tasks', reason: '示例' })),
    { proof: 'fresh', roles: ['leader'], in: { delivered: 'yes', closed: CLOSED, else: uninvolved } },
  ),
  RequestClosure: row(
    issue('closure-request', () => ({ statement: '申请销号' })),
    { roles: UNIT, in: { ...whileAtWork, else: byTheUnit('issue.not-lead-unit'), assigned: notYetRectifying() } },
  ),
  EndorseClosure: row(issue('closure-endorsement'), {
    proof: 'fresh',
    roles: ['unit-head', 'office'],
    in: {
      'closure-requested': {
        involved: '403 issue.handler-decides',
        'unit-head own': 'yes',
        else: '403 issue.not-unit-head',
      },
      'under-review': { involved: '403 issue.handler-decides', office: 'yes', else: '403 issue.not-office' },
      else: NOT_AWAITING,
    },
  }),
  ReturnIssue: row(
    issue('return', () => ({ reason: '材料不全' })),
    {
      roles: ['unit-head', 'office'],
      in: {
        'closure-requested': { 'unit-head above': '403 issue.not-office', else: 'yes' },
        'under-review': { 'unit-head own': '403 issue.not-office', ...heads('403 issue.not-office') },
        submitted: { 'unit-head own': '403 issue.not-office', ...heads('403 issue.not-office') },
        else: '409 issue.not-under-review',
      },
    },
  ),
  ApproveClosure: row(issue('closure-approval'), {
    proof: 'fresh',
    roles: ['leader'],
    in: { submitted: uninvolved, closed: 'yes', else: '409 issue.not-submitted' },
  }),
  RejectClosure: row(
    issue('closure-rejection', () => ({ reason: '整改不到位' })),
    { proof: 'fresh', roles: ['leader'], in: { submitted: uninvolved, else: '409 issue.not-submitted' } },
  ),
  PlaceUnderLongTerm: row(
    issue('long-term', () => ({ reviewOn: REVIEW_ON, reason: '长期坚持' })),
    {
      proof: 'fresh',
      roles: ['leader'],
      in: { rectifying: uninvolved, submitted: uninvolved, 'long-term': 'yes', else: '409 issue.not-rectifying' },
    },
  ),
  ReopenIssue: row(
    issue('reopening', () => ({ source: 're-check', reason: '回头看', dueOn: '2033-12-31', ...voiding })),
    {
      proof: 'fresh',
      roles: ['office', 'leader'],
      in: { closed: 'yes', 'long-term': 'yes', else: '409 issue.not-decided' },
    },
  ),
};

const reading: Rows = {
  ListIssues: row(() => get('issues?limit=500'), { roles: 'signed-in', scopes: ['read'], toAll: true, shows: 'mark' }),
  FindIssue: row(({ id }) => get(`issues/${id}`), { roles: 'signed-in', scopes: ['read'], shows: 'mark' }),
  ListIssueActions: row(({ id }) => get(`issues/${id}/actions`), { roles: 'signed-in', scopes: ['read'] }),
  ReadIssueHistory: row(({ id }) => get(`issues/${id}/history`), {
    roles: 'signed-in',
    scopes: ['read', 'audit'],
    shows: 'mark',
  }),
};

/** Who has asked for it already may ask again; before there was any work nobody may. */
function notYetRectifying(): ByWho {
  return { above: '403 issue.not-lead-unit', else: '409 issue.not-rectifying' };
}

/** Later than its own level a unit's head returns nothing. */
function heads(verdict: '403 issue.not-office'): Exclude<ByWho, string> {
  return { 'unit-head above': verdict, 'unit-head involved': verdict, else: 'yes' };
}

export const issueRights: Rows = { ...working, ...closing, ...reading };
