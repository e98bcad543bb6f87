import type { Operation } from './document.js';
import { parametersOf } from './document.js';

/** By the tags of the controllers: what their routes are about. */
const TAGS: Readonly<Record<string, string>> = {
  'session 登录': 'Signing in and out, by password or through the provider of the organisation; the own account.',
  'units 单位': 'Units that have to rectify.',
  'people 人员': 'Natural people and their posts.',
  'accounts 账号': 'Accounts of people, their roles, their links to identities elsewhere.',
  'clients 接口客户端': 'Programs that use this API, their keys and scopes.',
  'delegations 工作委托': 'Work that one person does for another.',
  'rounds 巡察轮次': 'Rounds of inspection: texts of findings, policies, statistics, regulations.',
  'plans 整改方案': 'The plan of a round, in editions.',
  'issues 具体问题': 'Issues and the work on them.',
  'closure 销号': 'From the request for closure to the decision.',
  'tasks 整改任务': 'Tasks of rectification.',
  'handovers 工作移交': 'Work handed over when people change.',
  'evidence 佐证材料': 'Files that prove what was done.',
  'bulk 批量办理': 'Many commands in one request, each judged by itself.',
  'inbox 等我办理': 'What waits for the person who asks.',
  'bodies 议事机构': 'Bodies that decide, their members, competences and rules.',
  'meetings 会议': 'Meetings from convening to the summary.',
  'imports 导入': 'Reports and ledgers read into a round.',
  'reports 通报与台账': 'Official reports and ledgers, written from a round.',
  'audit 全程留痕': 'Who did what, when and why.',
  'events 事件': 'The log itself and what its types of event mean.',
  'actions 可办事项': 'What may be done to a thing now, by the one who asks, and why not.',
  'rights 权限': 'Who may do what.',
  'problems 错误代码': 'What the codes of problems mean.',
};

/** The tags in use, in the order above; one without a description is listed last, and a test names it. */
export const tagsOf = (operations: readonly Operation[]): { name: string; description?: string }[] => {
  const used = new Set(operations.flatMap(({ tags = [] }) => tags));
  const known = Object.entries(TAGS).filter(([name]) => used.has(name));
  const others = [...used].filter((name) => !Object.hasOwn(TAGS, name));
  return [...known.map(([name, description]) => ({ name, description })), ...others.map((name) => ({ name }))];
};

interface Words {
  readonly description: string;
  readonly example?: string | number;
  /** Narrower than what the class of the query says. */
  readonly schema?: object;
}

/** Parameters that mean the same wherever they occur. */
const PARAMETERS: Readonly<Record<string, Words>> = {
  'query asOf': {
    description:
      'What was true at the end of this day in Asia/Shanghai, or at this instant with its zone; now when absent.',
    example: '2023-11-30',
  },
  'query knownAt': {
    description: 'What had been recorded by the end of this day in Asia/Shanghai, or by this instant; all when absent.',
    example: '2023-11-30T12:00:00+08:00',
  },
  'query after': {
    description: 'A position, such as that of a receipt: answers only once everything up to it is in the answer.',
    example: '42',
  },
  'query limit': { description: 'Entries that a page holds at most.', example: 50 },
  'query cursor': { description: '`next` of the page before.' },
  'path id': { description: 'Id of the thing.' },
};

const reportDay: Words = {
  description: 'The day that the file is of; today when absent, never one to come.',
  example: '2023-11-30',
  schema: { type: 'string', format: 'date', pattern: String.raw`^\d{4}-\d{2}-\d{2}$` },
};

/** The log is read on from a position; everywhere else a cursor is opaque. A report is of a whole day. */
const OWN: Readonly<Record<string, Words>> = {
  'MeetingDuties query asOf': {
    description: 'The end of this day, or this instant; one to come as well, for what will wait then. Now when absent.',
    example: '2023-11-30',
  },
  'RoundReport query asOf': reportDay,
  'RoundLedger query asOf': reportDay,
  'ReadEvents query cursor': {
    description:
      'Position of the last event seen: `next` of the page before, or the position of a receipt or a list; the beginning when absent.',
    example: '42',
  },
};

export const describeParameters = (operation: Operation): void => {
  for (const parameter of parametersOf(operation)) {
    const key = `${parameter.in} ${parameter.name}`;
    const words = OWN[`${operation.operationId} ${key}`] ?? PARAMETERS[key];
    if (!words || parameter.description) continue;
    parameter.description = words.description;
    if (words.schema) parameter.schema = words.schema;
    if (words.example !== undefined) parameter.example = words.example;
  }
};
