import type { Event } from '#event-sourcing';
import type { DecidedByMeeting, IssueEvent } from '../../libs/rectification/src/domain/issue/events.js';
import type { RoundEvent } from '../../libs/rectification/src/domain/round/events.js';
import type { TaskEvent } from '../../libs/rectification/src/domain/task/events.js';

type DataOf<E extends Event, Type extends E['type']> = Extract<E, { type: Type }>['data'];

export const issueEvent = <Type extends IssueEvent['type']>(type: Type, data: DataOf<IssueEvent, Type>) =>
  ({ type, data }) as Extract<IssueEvent, { type: Type }>;
export const roundEvent = <Type extends RoundEvent['type']>(type: Type, data: DataOf<RoundEvent, Type>) =>
  ({ type, data }) as Extract<RoundEvent, { type: Type }>;
export const taskEvent = <Type extends TaskEvent['type']>(type: Type, data: DataOf<TaskEvent, Type>) =>
  ({ type, data }) as Extract<TaskEvent, { type: Type }>;

export const water = { id: 'unit-water', name: '水务所' };
export const roads = { id: 'unit-roads', name: '道路所' };
export const wang = { id: 'person-wang', name: '王五' };
export const zhao = { id: 'person-zhao', name: '赵六' };
export const provenance = { file: '台账.xlsx', sha256: 'ab'.repeat(32), sheet: '台账', row: 7 };
export const signOffs = {
  way: 'sign-offs',
  required: 1,
  signatures: [{ personId: 'leader-1', name: '钱一' }],
} as const;
/** Adopted by five of nine. */
export const atMeeting: DecidedByMeeting = {
  way: 'meeting',
  body: { id: 'body-group', name: '领导小组' },
  meeting: { id: 'meeting-5', name: '第五次会议' },
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
    explanation: { zh: '通过：应到9人，赞成5票', en: 'adopted: entitled 9, yes 5' },
  },
  contentHash: 'h1',
};
export const opened = roundEvent('RoundOpened', {
  title: '第二轮巡察',
  organisation: '河湾镇党委',
  team: '第三巡察组',
  inspectedFrom: '2023-04-12',
  inspectedTo: '2023-06-13',
  deliveredOn: '2023-08-29',
  breakdown: { findings: null, areas: 2, headings: 2, tasks: 1, issues: 3 },
  countingRule: { version: 1, text: '完成率=已销号÷具体问题', longTermCounts: false },
  closurePolicy: { endorsements: ['unit', 'office'], way: 'sign-offs', required: 2 },
});

export const delivered = (number: string, more: Partial<DataOf<IssueEvent, 'IssueDelivered'>> = {}) =>
  issueEvent('IssueDelivered', {
    roundId: 'r1',
    number,
    area: '管水',
    heading: '巡河不勤',
    text: `第${number}个问题`,
    class: 'phased',
    criteria: ['每月巡河'],
    ...more,
  });

export const assigned = (more: Partial<DataOf<IssueEvent, 'IssueAssigned'>> = {}) =>
  issueEvent('IssueAssigned', {
    leader: { id: 'leader-9', name: '钱一' },
    leadUnit: water,
    supportingUnits: [roads],
    handler: wang,
    dueOn: '2023-11-30',
    ...more,
  });

export const progress = (
  percent: number,
  narrative = `完成${percent}%`,
  more: Partial<DataOf<IssueEvent, 'ProgressReported'>> = {},
) => issueEvent('ProgressReported', { narrative, measures: [], percent, figures: [], evidence: [], ...more });

export const evidence = (
  sha256: string,
  replaces?: string,
  more: Partial<DataOf<IssueEvent, 'EvidenceAttached'>> = {},
) =>
  issueEvent('EvidenceAttached', {
    sha256,
    name: `${sha256}.pdf`,
    mediaType: 'application/pdf',
    size: 10,
    datedOn: '2023-10-01',
    criteria: [1],
    replaces,
    ...more,
  });

export const requested = (involved: readonly string[] = []) =>
  issueEvent('ClosureRequested', { contentHash: 'h1', involved, statement: '已整改到位' });
export const endorsed = (level: 'unit' | 'office', last: boolean, contentHash = 'h1') =>
  issueEvent('ClosureEndorsed', { level, contentHash, last });
export const signed = (n: number, count: number, more: Partial<DataOf<IssueEvent, 'ClosureSignedOff'>> = {}) =>
  issueEvent('ClosureSignedOff', {
    contentHash: 'h1',
    signature: { personId: `leader-${n}`, name: `成员${n}` },
    count,
    required: 2,
    ...more,
  });
export const approved = issueEvent('ClosureApproved', { contentHash: 'h1', decided: signOffs });
export const closedByMeeting = issueEvent('ClosureApproved', { contentHash: 'h1', decided: atMeeting });
export const votedDown = issueEvent('ClosureVotedDown', { contentHash: 'h1', decided: atMeeting });
export const longTermVotedDown = issueEvent('LongTermVotedDown', { reviewOn: '2024-06-30', decided: atMeeting });
export const carriedOver = (closedOn: string) => issueEvent('ClosureCarriedOver', { closedOn, provenance });
export const placed = (reviewOn: string) => issueEvent('LongTermApproved', { reviewOn, decided: signOffs });
export const reopened = issueEvent('IssueReopened', { source: 'relapse', from: 'closed' });
export const made = (title: string) => issueEvent('RegulationMade', { title, date: '2023-10-08' });
export const listed = (issueId: string, number: string, area = '管水', heading = '巡河不勤') =>
  roundEvent('IssueListed', { issueId, number, area, heading });
export const planned = (number: string, issueIds: readonly string[]) =>
  taskEvent('TaskPlanned', { roundId: 'r1', number, title: `任务${number}`, issueIds, measures: [] });

/** The id that the spec's recorder gives to the event at this place. */
const idAt = (place: number): string => `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`;

/** The whole life of one issue, every kind of event at least once. */
export const life: readonly IssueEvent[] = [
  delivered('1'),
  assigned(),
  issueEvent('IssueClaimed', { unit: water }),
  progress(40),
  issueEvent('ProgressCorrected', { corrects: 'none', narrative: '更正', measures: [], percent: 50, figures: [] }),
  evidence('e1'),
  evidence('e2', 'e1'),
  made('《巡河制度》'),
  issueEvent('RegulationRevised', { title: '《值班制度》', documentNumber: '河政〔2023〕5号', date: '2023-10-09' }),
  issueEvent('ExtensionRequested', { from: '2023-11-30', to: '2023-12-31' }),
  issueEvent('ExtensionRefused', { asked: '2023-12-31' }),
  issueEvent('ExtensionRequested', { from: '2023-11-30', to: '2023-12-15' }),
  issueEvent('ExtensionGranted', { from: '2023-11-30', to: '2023-12-15' }),
  issueEvent('RequirementWaived', { requirement: 'tasks' }),
  issueEvent('AccountabilityRecorded', { kind: 'criticism', number: 0 }),
  issueEvent('AccountabilityRecorded', { kind: 'admonition', number: 2 }),
  issueEvent('MoneyRecovered', { amount: 120_050 }),
  issueEvent('RegulationCorrected', { corrects: idAt(9), from: { date: '2023-10-09' }, to: { date: '2023-10-10' } }),
  issueEvent('RegulationWithdrawn', { corrects: idAt(8) }),
  issueEvent('AccountabilityCorrected', { corrects: idAt(16), from: { number: 2 }, to: { number: 1 } }),
  issueEvent('AccountabilityWithdrawn', { corrects: idAt(15) }),
  issueEvent('RecoveryCorrected', { corrects: idAt(17), from: { amount: 120_050 }, to: { amount: 12_005 } }),
  issueEvent('RecoveryWithdrawn', { corrects: idAt(17) }),
  issueEvent('IssueCorrected', { corrects: idAt(1), from: { class: 'phased' }, to: { class: 'continuous' } }),
  requested(),
  issueEvent('IssueReturned', { level: 'unit' }),
  requested(),
  endorsed('unit', false),
  endorsed('office', true),
  signed(1, 1),
  issueEvent('ClosureRejected', { contentHash: 'h1', signature: { personId: 'leader-2', name: '成员2' } }),
  issueEvent('LongTermSignedOff', {
    reviewOn: '2024-06-30',
    signature: { personId: 'leader-1', name: '成员1' },
    count: 1,
    required: 1,
  }),
  longTermVotedDown,
  placed('2024-06-30'),
  issueEvent('IssueReopened', { source: 'review-date-passed', from: 'long-term' }),
  requested(),
  endorsed('office', true),
  votedDown,
  requested(),
  endorsed('office', true),
  signed(3, 1),
  signed(4, 2),
  approved,
  reopened,
  issueEvent('LongTermCarriedOver', { reviewOn: '2025-01-01', provenance }),
  carriedOver('2024-03-01'),
];
