import { today } from '../support/meeting-world.js';
import { type ByWho, get, post, type Row, type Rows } from './rows.js';
import type { Kind, Thing } from './things.js';
import { evidenceBytes, issueBody, roundBody } from '../support/world.js';

const UNIT = ['unit-head', 'reporter'] as const;

const on = (of: Kind, path: string) => (rest: string, body: object | ((thing: Thing) => object), more: Rest) => ({
  of,
  asks: (thing: Thing) => post(`${path}/${thing.id}${rest}`, typeof body === 'function' ? body(thing) : body),
  ...more,
});
type Rest = Omit<Row, 'of' | 'asks'>;

const round = on('round', 'rounds');
const plan = on('plan', 'rounds');
const task = on('task', 'tasks');

const office: Rest = { roles: ['office'] };
const BY_SIGN_OFFS = { way: 'sign-offs', required: 1, reason: '规模小' };
const rounds: Rows = {
  OpenRound: {
    of: 'nothing',
    asks: () => post('rounds', { ...roundBody, title: '另一轮' }),
    roles: ['office'],
    scopes: ['import'],
  },
  CorrectRound: round(
    '/corrections',
    {
      title: '更正后的轮次',
      organisation: '示范区工委',
      team: '市委第八巡察组',
      inspectedFrom: '2023-04-13',
      inspectedTo: '2023-06-14',
      deliveredOn: '2023-08-28',
      reason: '录入有误',
    },
    office,
  ),
  RecordFindingText: round('/finding-texts', { text: '巡察反馈意见' }, { ...office, scopes: ['import'] }),
  ReviseBreakdown: round('/breakdown', { breakdown: { issues: 99 }, reason: '核对' }, office),
  ChangeCountingRule: round(
    '/counting-rule',
    { text: '按件', longTermCounts: true, reason: '口径' },
    { ...office, proof: 'fresh' },
  ),
  ChangeClosurePolicy: round(
    '/closure-policy',
    { ...BY_SIGN_OFFS, endorsements: ['office'] },
    { roles: ['leader'], proof: 'fresh' },
  ),
  ChangePlanPolicy: round('/plan-policy', BY_SIGN_OFFS, { roles: ['leader'], proof: 'fresh' }),
  OrganiseWork: round('/organisation-of-work', { paragraphs: ['成立专班'] }, office),
  AnnounceContact: round('/contact', { phone: '0531-1' }, office),
  DeliverIssue: round('/issues', { ...issueBody('99'), text: '新问题' }, { ...office, scopes: ['import'] }),
  PlanTask: round('/tasks', ({ more }: Thing) => ({ number: '99', title: '新任务', issueIds: [more['issueId']] }), {
    roles: ['office', 'unit-head'],
    scopes: ['import'],
  }),
  ListRounds: {
    of: 'round',
    asks: () => get('rounds?limit=500'),
    roles: 'signed-in',
    scopes: ['read', 'export'],
    toAll: true,
    shows: 'mark',
  },
  FindRound: {
    of: 'round',
    asks: ({ id }) => get(`rounds/${id}`),
    roles: 'signed-in',
    scopes: ['read', 'export'],
    shows: 'mark',
  },
  ListRoundActions: {
    of: 'round',
    asks: ({ id }) => get(`rounds/${id}/actions`),
    roles: 'signed-in',
    scopes: ['read'],
  },
  ReadRoundHistory: {
    of: 'round',
    asks: ({ id }) => get(`rounds/${id}/history?limit=500`),
    roles: 'signed-in',
    scopes: ['read', 'audit'],
    shows: 'mark',
  },
};

/** Of a round, each shows of its issues what the reader may see. */
const ofTheRound = (of: Kind, rest: string, more: Partial<Row>): Row => ({
  of,
  asks: ({ more: { roundId } }) => get(`rounds/${roundId}/${rest}`),
  roles: 'signed-in',
  toAll: true,
  ...more,
});

const sums: Rows = {
  RoundStatistics: ofTheRound('issue', 'statistics', { scopes: ['read'] }),
  RoundGroups: ofTheRound('issue', 'statistics/groups?by=heading', { scopes: ['read'] }),
  RoundChanges: ofTheRound('issue', `statistics/changes?from=2000-01-01&to=${today()}&limit=500`, {
    scopes: ['read'],
    shows: 'id',
  }),
  BehindFigure: ofTheRound('issue', 'statistics/behind?figure=issues&limit=500', { scopes: ['read'], shows: 'id' }),
  RoundReport: ofTheRound('issue', 'report', { scopes: ['export'], shows: 'mark' }),
  RoundComparison: ofTheRound('issue', `comparison?from=2000-01-01&to=${today()}`, {
    scopes: ['export'],
    shows: 'mark',
  }),
  RoundLedger: ofTheRound('issue', 'ledger', { scopes: ['export'], shows: 'mark' }),
  RoundRegulations: ofTheRound('regulation', 'regulations', { scopes: ['read'], shows: 'mark', toAll: undefined }),
};

const neitherAuthor: ByWho = { involved: '403 plan.author-decides', else: 'yes' };

const plans: Rows = {
  SubmitPlan: plan(
    '/plan',
    { title: '新版方案', text: '二是健全机制。', reason: '修订' },
    {
      roles: ['office', 'unit-head'],
      unseen: '404 round.unknown',
      in: { submitted: '409 plan.submitted-already', else: 'yes' },
    },
  ),
  ReturnPlan: plan(
    '/plan/return',
    { reason: '补充' },
    { ...office, in: { none: '404 plan.unknown', approved: '409 plan.not-submitted', else: 'yes' } },
  ),
  ApprovePlan: plan(
    '/plan/approval',
    {},
    {
      roles: ['leader'],
      proof: 'fresh',
      in: { none: '404 plan.unknown', submitted: neitherAuthor, returned: '409 plan.not-submitted', approved: 'yes' },
    },
  ),
  RejectPlan: plan(
    '/plan/rejection',
    { reason: '不可行' },
    {
      roles: ['leader'],
      proof: 'fresh',
      in: { none: '404 plan.unknown', submitted: neitherAuthor, else: '409 plan.not-submitted' },
    },
  ),
  FindPlan: {
    of: 'plan',
    asks: ({ id }) => get(`rounds/${id}/plan`),
    roles: 'signed-in',
    in: { none: '404 plan.unknown', else: 'yes' },
    shows: 'mark',
  },
  ListPlanActions: {
    of: 'plan',
    asks: ({ id }) => get(`rounds/${id}/plan/actions`),
    roles: 'signed-in',
    scopes: ['read'],
  },
  ReadPlanHistory: {
    of: 'plan',
    asks: ({ id }) => get(`rounds/${id}/plan/history`),
    roles: 'signed-in',
    scopes: ['read', 'audit'],
    in: { none: '404 plan.unknown', else: 'yes' },
    shows: 'mark',
  },
};

const notYetAssigned = { planned: '409 task.not-assigned' } as const;
const itsUnit: ByWho = { above: '403 task.unit-not-involved', else: 'yes' };
const atTask = (more: Partial<Row> = {}): Rest => ({
  roles: UNIT,
  scopes: ['report'],
  in: { ...notYetAssigned, completed: '409 task.completed', else: itsUnit },
  ...more,
});

const tasks: Rows = {
  AssignTask: task(
    '/assignment',
    ({ more }: Thing) => ({
      unitId: more['unitId'],
      handlerId: more['handlerId'],
      dueOn: '2024-12-31',
      reason: '汛期停工',
    }),
    { roles: ['office', 'unit-head'], in: { completed: '409 task.completed', else: 'yes' } },
  ),
  CorrectTask: task('/corrections', { title: '更正后的任务', measures: ['印发'], reason: '录入有误' }, office),
  ReportTaskProgress: task('/progress', { narrative: '已印发', percent: 80 }, atTask()),
  AttachTaskEvidence: task(
    '/evidence',
    ({ more }: Thing) => ({ sha256: more['spare'], name: 'a.txt', datedOn: '2023-10-30' }),
    atTask(),
  ),
  CompleteTask: task(
    '/completion',
    { statement: '已办结' },
    atTask({ in: { ...notYetAssigned, completed: 'yes', else: itsUnit } }),
  ),
  ListTasks: {
    of: 'task',
    asks: () => get('tasks?limit=500'),
    roles: 'signed-in',
    scopes: ['read'],
    toAll: true,
    shows: 'mark',
  },
  FindTask: { of: 'task', asks: ({ id }) => get(`tasks/${id}`), roles: 'signed-in', scopes: ['read'], shows: 'mark' },
  ListTaskActions: {
    of: 'task',
    asks: ({ id }) => get(`tasks/${id}/actions`),
    roles: 'signed-in',
    scopes: ['read'],
  },
  ReadTaskHistory: {
    of: 'task',
    asks: ({ id }) => get(`tasks/${id}/history`),
    roles: 'signed-in',
    scopes: ['read', 'audit'],
    shows: 'mark',
  },
};

const HANDING = ['unit-head', 'reporter', 'office'] as const;
/** Who may sign what, the hand-over itself says. */
const handover = (rest: string, body: object | ((thing: Thing) => object), states: Row['in']): Row =>
  on('handover', 'handovers')(rest, body, { roles: HANDING, toAll: true, in: states });
const NONE_OPEN = '409 handover.none-open';
const asSuccessor: ByWho = { own: 'yes', else: '403 handover.not-the-successor' };

const handovers: Rows = {
  // The first is proposed by whoever hands over, the second was proposed already and is so again for the same one.
  ProposeHandover: handover('/proposal', ({ more: { unitId, successorId } }: Thing) => ({ unitId, successorId }), {
    none: { below: 'yes', else: '403 handover.not-unit-head' },
    open: {
      involved: 'yes',
      'unit-head own': '403 handover.still-in-post',
      else: '403 handover.not-unit-head',
    },
  }),
  AcceptHandover: handover(
    '/acceptance',
    {},
    {
      none: NONE_OPEN,
      open: { own: 'yes', involved: '403 handover.same-person-signs-both', else: '403 handover.not-the-successor' },
    },
  ),
  DeclineHandover: handover('/refusal', { reason: '不便' }, { none: NONE_OPEN, open: asSuccessor }),
  WithdrawHandover: handover(
    '/withdrawal',
    { reason: '取消' },
    { none: NONE_OPEN, open: { involved: 'yes', else: '403 handover.not-the-proposer' } },
  ),
  ListHandovers: {
    of: 'handover',
    asks: () => get('handovers?limit=500'),
    roles: 'signed-in',
    toAll: true,
  },
  FindHandover: {
    of: 'handover',
    asks: ({ id }) => get(`handovers/${id}`),
    roles: 'signed-in',
    in: { none: '404 handover.unknown', open: 'yes' },
  },
};

const files: Rows = {
  UploadEvidence: {
    of: 'nothing',
    asks: () => ({ ...post('evidence?name=a.txt'), body: evidenceBytes('材料').bytes }),
    roles: [...UNIT, 'office'],
    scopes: ['report', 'import'],
  },
  DownloadEvidence: {
    of: 'evidence',
    asks: ({ id }) => get(`evidence/${id}`),
    roles: 'signed-in',
    scopes: ['read'],
    shows: 'mark',
  },
  ImportFile: {
    of: 'nothing',
    asks: () => ({ ...post(`imports?name=${encodeURIComponent('通报.txt')}`), body: evidenceBytes('通报').bytes }),
    roles: ['office'],
    scopes: ['import'],
    may: '422 import.nothing-found',
  },
  FindImport: {
    of: 'unit',
    asks: ({ id }) => get(`imports/${id}`),
    roles: 'signed-in',
    scopes: ['import'],
    may: '404 import.unknown',
  },
  CancelImport: {
    of: 'unit',
    asks: ({ id }) => ({ method: 'DELETE', path: `imports/${id}` }),
    roles: 'signed-in',
    scopes: ['import'],
    may: '404 import.unknown',
  },
  WaitingForMe: { of: 'issue', asks: () => get('inbox?limit=500'), roles: 'signed-in', scopes: ['read'], toAll: true },
  ListMeetingDecisions: {
    of: 'nothing',
    asks: () => get('meeting-decisions'),
    roles: ['office', 'leader', 'inspector'],
  },
};

export const roundRights: Rows = { ...rounds, ...sums, ...plans, ...tasks, ...handovers, ...files };
