import { createHash } from 'node:crypto';
import type { PlainDate } from '#event-sourcing';
import type { DemoIssue } from './demo-issues.js';
import { barChart } from './bar-chart.js';

export interface DemoFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

const file = (name: string, bytes: Uint8Array): DemoFile => ({
  name,
  bytes,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

const NOTE = '本材料由系统生成，仅供演示。';

const bytesOf = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(`${lines.join('\n')}\n`);

const record = ({ number, text, measures, standard }: DemoIssue, on: PlainDate): Uint8Array =>
  bytesOf([
    `# 第${number}项问题整改情况记录`,
    '',
    `- 问题：${text}`,
    `- 整改标准：${standard}`,
    `- 形成日期：${on}`,
    '',
    '## 落实情况',
    ...measures.map((measure, at) => `${at + 1}. ${measure}。`),
    '',
    NOTE,
  ]);

const list = ({ number, measures }: DemoIssue, on: PlainDate): Uint8Array =>
  bytesOf([
    '问题序号,措施序号,整改措施,完成日期,说明',
    ...measures.map((one, at) => `${number},${at + 1},${one},${on},演示`),
  ]);

/** Percent by stage: assigned, under way, completed; the first bar differs by issue, as the files have to. */
const chart = ({ number }: DemoIssue): Uint8Array => barChart([number, 50 + (number % 3) * 10, 100]);

/** What the handler shows for the issue's criterion: a record, a list or a chart. */
export const evidenceOf = (issue: DemoIssue, on: PlainDate): DemoFile => {
  const label = String(issue.number).padStart(2, '0');
  if (issue.number % 6 === 0) return file(`第${label}项整改进度图-${on}.png`, chart(issue));
  if (issue.number % 6 === 3) return file(`第${label}项措施完成清单-${on}.csv`, list(issue, on));
  const ending = issue.number % 6 === 5 ? 'txt' : 'md';
  return file(`第${label}项整改情况记录-${on}.${ending}`, record(issue, on));
};

export const regulationText = (title: string, documentNumber: string, date: PlainDate): DemoFile => {
  const lines = [
    `# ${title}`,
    `${documentNumber}　${date}印发`,
    '',
    '第一条　为规范相关工作、堵塞管理漏洞，结合开发区实际，制定本文件。',
    '第二条　各单位应当明确责任人员，落实工作记录和定期检查。',
    '第三条　本文件自印发之日起施行。',
    '',
    NOTE,
  ];
  return file(`${title}.md`, bytesOf(lines));
};
