import { type Problem, problemStatus, type ProblemText, type ProblemTexts } from '#contracts';
import { RuleBroken, StoreUnavailable, ViewBehind } from '#event-sourcing';
import { serverProblems } from '../../composition/src/problems.js';

export const exitCodes = { done: 0, refused: 1, usage: 2, store: 3, cancelled: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export type Details = Readonly<Record<string, unknown>>;

/** What only the command line can meet. The server's catalogue has all other codes. */
const ownTexts = {
  'cli.usage': { kind: 'invalid', zh: '命令用法错误', en: 'The command was called the wrong way' },
  'cli.cancelled': {
    kind: 'refused',
    zh: '已取消，没有留下任何未完成的内容',
    en: 'Cancelled, and nothing is left half done',
  },
  'cli.file-missing': { kind: 'unknown', zh: '文件不存在或无法读取', en: 'The file is missing or cannot be read' },
  'cli.file-exists': { kind: 'refused', zh: '目标已存在，不予覆盖', en: 'The target exists and is not overwritten' },
  'cli.cannot-write': { kind: 'failed', zh: '无法写入', en: 'The file cannot be written' },
  'cli.binary-to-terminal': {
    kind: 'refused',
    zh: '二进制文件不能显示在终端，请用 --out 指定文件',
    en: 'A binary file cannot be shown on a terminal; name a file with --out',
  },
  'cli.round-ambiguous': { kind: 'refused', zh: '有多个轮次符合该名称', en: 'Several rounds bear this name' },
  'cli.view-unknown': { kind: 'unknown', zh: '没有这个视图', en: 'There is no such view' },
  'cli.backup-broken': { kind: 'failed', zh: '备份未通过校验', en: 'The backup did not pass its check' },
  'cli.copy-target-differs': {
    kind: 'refused',
    zh: '目标事件库中已有与来源不同的内容，未作改动',
    en: 'The target holds something else than the source; nothing was changed',
  },
  'cli.copy-not-kept': {
    kind: 'refused',
    zh: '目标事件库不能保留原记录时间，未作改动',
    en: 'The target cannot keep the original time of recording; nothing was changed',
  },
  'cli.copy-unequal': {
    kind: 'failed',
    zh: '复制后两边内容不一致，目标不可使用',
    en: 'Both sides differ after the copy; do not use the target',
  },
  'history.unsealed': {
    kind: 'refused',
    zh: '历史没有封存，无从比对；启动一次服务即可封存',
    en: 'The history was never sealed, and there is nothing to compare it with; a start of the server seals it',
  },
  'store.missing': { kind: 'unavailable', zh: '事件库不存在', en: 'There is no event store' },
  'store.in-use': { kind: 'unavailable', zh: '事件库正被服务使用', en: 'The event store is in use by a server' },
  'cli.failed': { kind: 'failed', zh: '命令执行失败', en: 'The command failed' },
} as const satisfies ProblemTexts;

export type CliCode = keyof typeof ownTexts | 'history.damaged' | 'store.unavailable' | 'view.behind';

export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  constructor(
    readonly code: CliCode,
    readonly details: Details = {},
  ) {
    super(code);
  }
}

interface Told {
  readonly code: string;
  readonly details: Details;
  readonly errors?: Problem['errors'];
}

const optionOf = (field: string): string => `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

const told = async (error: unknown): Promise<Told> => {
  if (error instanceof CliFailure || error instanceof RuleBroken) return { code: error.code, details: error.details };
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ViewBehind)
    return { code: 'view.behind', details: { view: error.view, reached: error.reached } };
  if (error instanceof StoreUnavailable) return { code: 'store.unavailable', details: { message } };
  const { BadConfig } = await import('../../server/src/config.js');
  if (error instanceof BadConfig) return { code: 'cli.usage', details: { message } };
  const { BadShape } = await import('#event-sourcing-nest');
  if (!(error instanceof BadShape)) return { code: 'cli.failed', details: { message } };
  const errors = error.errors.map((one) => ({ ...one, field: optionOf(one.field) }));
  return { code: 'request.bad-shape', details: {}, errors };
};

const exitCodeOf = (code: string): ExitCode => {
  if (code === 'cli.usage') return exitCodes.usage;
  if (code === 'cli.cancelled') return exitCodes.cancelled;
  return code.startsWith('store.') || code === 'view.behind' ? exitCodes.store : exitCodes.refused;
};

const names: Readonly<Record<string, string>> = {
  file: '文件',
  sheet: '工作表',
  row: '行',
  line: '行',
  column: '列',
  field: '字段',
  option: '参数',
  id: '编号',
  name: '名称',
  round: '轮次',
  view: '视图',
  known: '可选',
  reached: '已至位置',
  head: '最新位置',
  after: '位置',
  title: '名称',
  roundId: '轮次编号',
  candidates: '可选',
  asOf: '截至',
  position: '位置',
  source: '来源',
  target: '目标',
  message: '原因',
  why: '缘由',
  lines: '行数',
  kind: '种类',
  index: '序号',
  log: '日志',
  stream: '事项',
  version: '版本',
  expected: '应为',
  found: '现为',
  folder: '目录',
};

/** Told elsewhere in the message, or meant for programs. */
const unshown = new Set(['refusals', 'parameter']);

const isTellable = (value: unknown): boolean =>
  value !== undefined && value !== '' && (typeof value !== 'object' || Array.isArray(value));

const shown = (details: Details): string =>
  Object.entries(details)
    .filter(([key, value]) => !unshown.has(key) && isTellable(value))
    .map(([key, value]) => `${names[key] ?? key} ${Array.isArray(value) ? value.join('、') : String(value)}`)
    .join('，');

const lineOf = (problem: Problem): string => {
  const { details = {}, errors = [] } = problem;
  const where = [...errors.map(({ field, message }) => `${field} ${message}`), shown(details)]
    .filter(Boolean)
    .join('；');
  return `错误：${problem.title}${where ? `：${where}` : ''} (${problem.titleEn}; ${problem.code})`;
};

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly details: Details;
}

const refusalLines = ({ refusals }: Details): string[] => {
  const all = Array.isArray(refusals) ? (refusals as Refusal[]) : [];
  return (all.length > 1 ? all : []).map(({ code, message, details, ...place }) => {
    const where = shown({ ...place, ...details });
    return `  - ${message}${where ? `：${where}` : ''} (${code})`;
  });
};

export interface Failed {
  readonly exitCode: ExitCode;
  readonly problem: Problem;
  /** One line; when an import has several refusals they follow, a line each. */
  readonly lines: readonly string[];
}

const textOf = async (code: string): Promise<ProblemText> => {
  const near: ProblemTexts = { ...serverProblems, ...ownTexts };
  if (near[code]) return near[code];
  // Brings every context along.
  const { problems } = await import('../../composition/src/declared.js');
  return problems[code] ?? ownTexts['cli.failed'];
};

export const failedWith = async (error: unknown): Promise<Failed> => {
  const { code, details, errors } = await told(error);
  const text = await textOf(code);
  const problem: Problem = {
    type: `/api/v1/problems/${code}`,
    status: problemStatus[text.kind],
    title: text.zh,
    titleEn: text.en,
    code,
    details,
    errors,
  };
  return { exitCode: exitCodeOf(code), problem, lines: [lineOf(problem), ...refusalLines(details)] };
};
