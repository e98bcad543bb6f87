import type { ImportOutcome } from '#disclosure';

type Reading = ImportOutcome['reading'];
type Warning = { readonly code: string; readonly message: string } & {
  readonly [place in 'sheet' | 'row' | 'line' | 'column']?: string | number;
};

const place = ({ sheet, row, line, column }: Warning): string =>
  [sheet && `“${sheet}”表`, row && `第${row}行`, line && `第${line}行`, column].filter(Boolean).join('');

const warningLines = (warnings: readonly Warning[]): string[] => [
  `警告 ${warnings.length} 条 (warnings):`,
  ...warnings.map((warning) => `  - ${place(warning)} ${warning.message} (${warning.code})`),
];

const found = (reading: Reading): string =>
  reading.kind === 'report'
    ? `通报文本：问题 ${reading.found.issues} 个，整改情况 ${reading.found.replies} 条 (a report)`
    : `台账：问题 ${reading.found.issues} 个，任务 ${reading.found.tasks} 项，方面 ${reading.found.areas} 个，` +
      `大项 ${reading.found.headings} 个 (a ledger)`;

/** What a file was understood as, and every warning with its place. */
export const readingLines = (reading: Reading): string[] => [found(reading), ...warningLines(reading.warnings)];

export const importLines = ({ reading, round, stored, warnings }: ImportOutcome): string[] => [
  found(reading),
  `已导入为轮次 ${round.id} ${round.title}：写入 ${stored?.events ?? 0} 个事件，至位置 ${stored?.position} (imported)`,
  ...warningLines(warnings),
];
