import type { Actor, Event } from '#event-sourcing';
import type { Past } from '#event-sourcing/testing';
import type { DecidedByMeeting, IssueEvent } from './issue/events.js';
import type { ByMeeting, ClosurePolicy, RoundEvent } from './round/events.js';
import type { TaskEvent } from './task/events.js';

/** Input of the specs: people of one round, and the first facts of a round, an issue and a task. */
const person = (personId: string, name: string, unitId: string, ...roles: string[]): Actor => ({
  id: `account-${personId}`,
  personId,
  name,
  post: '职员',
  unitId,
  unit: unitId === 'unit-1' ? '经济发展局' : unitId === 'unit-2' ? '财政金融局' : '其他单位',
  roles,
  client: 'spec',
});

export const people = {
  reporter: person('p-reporter', '王填报', 'unit-1', 'reporter'),
  colleague: person('p-colleague', '李同事', 'unit-1', 'reporter'),
  handler: person('p-handler', '赵经办', 'unit-1', 'reporter'),
  supporter: person('p-supporter', '钱配合', 'unit-2', 'reporter'),
  stranger: person('p-stranger', '孙外人', 'unit-9', 'reporter'),
  unitHead: person('p-head', '周局长', 'unit-1', 'unit-head'),
  otherHead: person('p-other-head', '吴局长', 'unit-9', 'unit-head'),
  office: person('p-office', '郑科员', 'unit-office', 'office'),
  leader: person('p-leader-1', '冯书记', 'unit-group', 'leader'),
  secondLeader: person('p-leader-2', '陈主任', 'unit-group', 'leader'),
  thirdLeader: person('p-leader-3', '褚委员', 'unit-group', 'leader'),
} as const;

export const by = <E extends Event>(actor: Actor, event: E, on = '2023-09-01'): Past<E> => ({
  event,
  actor,
  at: `${on}T02:00:00.000Z`,
});

export const roundOpened: RoundEvent = {
  type: 'RoundOpened',
  data: {
    title: '第三轮巡察',
    organisation: '某工委',
    team: '市委第七巡察组',
    inspectedFrom: '2023-04-12',
    inspectedTo: '2023-06-13',
    deliveredOn: '2023-08-29',
    breakdown: { findings: null, areas: 1, headings: 2, tasks: 1, issues: 2 },
    countingRule: { version: 1, text: '已销号/总数', longTermCounts: false },
    closurePolicy: { endorsements: ['unit', 'office'], way: 'sign-offs', required: 2 },
  },
};

export const issueDelivered = (criteria: readonly string[] = []): IssueEvent => ({
  type: 'IssueDelivered',
  data: { roundId: 'r1', number: '7', area: '一', heading: '大项', text: '表现', class: 'phased', criteria },
});

export const issueAssigned: IssueEvent = {
  type: 'IssueAssigned',
  data: {
    leader: { id: 'p-leader-9', name: '分管领导' },
    leadUnit: { id: 'unit-1', name: '经济发展局' },
    supportingUnits: [{ id: 'unit-2', name: '财政金融局' }],
    handler: { id: 'p-handler', name: '赵经办' },
    dueOn: '2023-11-30',
  },
};

export const progressReported: IssueEvent = {
  type: 'ProgressReported',
  data: { narrative: '一是修订制度', measures: [], percent: 100, figures: [], evidence: [] },
};

export const evidenceAttached = (sha: string, datedOn = '2023-09-20', criteria: number[] = []): IssueEvent => ({
  type: 'EvidenceAttached',
  data: { sha256: sha, name: `${sha}.pdf`, mediaType: 'application/pdf', size: 10, datedOn, criteria },
});

export const closureRequested = (contentHash = 'h1'): IssueEvent => ({
  type: 'ClosureRequested',
  data: { contentHash, involved: ['p-handler', 'p-reporter'], statement: '已完成整改' },
});

export const endorsed = (level: 'unit' | 'office', last: boolean): IssueEvent => ({
  type: 'ClosureEndorsed',
  data: { level, contentHash: 'h1', last },
});

const signature = ({ personId, name, post, unit }: Actor) => ({ personId, name, post, unit });

export const signedOff = (actor: Actor, count: number): Past<IssueEvent> =>
  by(actor, {
    type: 'ClosureSignedOff',
    data: { contentHash: 'h1', signature: signature(actor), count, required: 2 },
  });

export const twoSignOffs = {
  way: 'sign-offs',
  required: 2,
  signatures: [signature(people.leader), signature(people.secondLeader)],
} as const;

export const longTermApproved: IssueEvent = {
  type: 'LongTermApproved',
  data: { reviewOn: '2024-05-31', decided: twoSignOffs },
};

export const closureApproved: IssueEvent = {
  type: 'ClosureApproved',
  data: { contentHash: 'h1', decided: twoSignOffs },
};

export const provenance = { file: '台账.xlsx', sha256: 'a'.repeat(64), sheet: '台账', row: 5 };

export const usual: ClosurePolicy = { endorsements: ['unit', 'office'], way: 'sign-offs', required: 2 };

export const group = { id: 'b-group', name: '巡察整改工作领导小组' };

export const byMeeting: ByMeeting = { way: 'meeting', body: group };

/** Adopted by five of nine, on the content that closures are requested on. */
export const decidedByMeeting: DecidedByMeeting = {
  way: 'meeting',
  body: group,
  meeting: { id: 'm1', name: '第五次会议' },
  item: { id: 'item-3', number: 3 },
  ruleSet: { key: 'party-group', version: 1, title: '党组工作条例' },
  result: {
    entitled: 9,
    present: 6,
    recused: 0,
    yes: 5,
    no: 1,
    abstain: 0,
    needed: 5,
    ballot: 'named',
    votes: [{ person: { id: 'p-leader-1', name: '冯书记' }, choice: 'yes' }],
    explanation: { zh: '通过：应到9人，赞成5票', en: 'adopted: entitled 9, yes 5' },
  },
  contentHash: 'h1',
};

/** Handled and reported by unit-1, ready to be closed. */
export const atWork: readonly (Past<IssueEvent> | IssueEvent)[] = [
  issueDelivered(),
  issueAssigned,
  by(people.reporter, progressReported),
  by(people.reporter, evidenceAttached('e1')),
];

export const requested = [...atWork, by(people.handler, closureRequested())];

export const submitted = [
  ...requested,
  by(people.unitHead, endorsed('unit', false)),
  by(people.office, endorsed('office', true)),
];

export const closed = [...submitted, signedOff(people.leader, 1), signedOff(people.secondLeader, 2), closureApproved];

export const taskPlanned: TaskEvent = {
  type: 'TaskPlanned',
  data: { roundId: 'r1', number: '3', title: '修订制度', issueIds: ['i1'], measures: ['修订'], dueOn: '2023-11-30' },
};

export const taskAssigned: TaskEvent = {
  type: 'TaskAssigned',
  data: {
    unit: { id: 'unit-1', name: '经济发展局' },
    handler: { id: 'p-handler', name: '赵经办' },
    dueOn: '2023-11-30',
  },
};
