import { OpenRound, type Provenance } from '#rectification';
import type { ImportRefusal, ListedCounts } from './import-outcome.js';
import type { ImportOptions, PlanRequest } from './import-request.js';
import type { PlannedCommands } from './planned-commands.js';
import { refusal } from './refusal.js';

const wanted = {
  title: '轮次名称',
  organisation: '被巡察党组织',
  team: '巡察组',
  inspectedFrom: '进驻日期',
  inspectedTo: '离开日期',
  deliveredOn: '反馈日期',
  asOf: '统计截止日期',
} as const;

type Fact = keyof typeof wanted;
export type ReadFacts = { readonly [fact in Fact]?: string | null };

/** A missing fact is an empty text; its refusal keeps the plan from being carried out. */
export type RoundFacts = Readonly<Record<Exclude<Fact, 'asOf'>, string>> & { readonly asOf?: string };

export type Asserted = { readonly [name in keyof ListedCounts | 'findings']?: number | null };

export const missingFact = (field: Fact, place = {}): ImportRefusal =>
  refusal(
    'import.fact-missing',
    {
      field,
      name: wanted[field],
      parameter: field,
      option: `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    },
    place,
  );

export const factsOf = (read: ReadFacts, options: ImportOptions): RoundFacts => {
  const fact = (name: Fact) => options[name] ?? read[name] ?? '';
  return {
    title: fact('title'),
    organisation: fact('organisation'),
    team: fact('team'),
    inspectedFrom: fact('inspectedFrom'),
    inspectedTo: fact('inspectedTo'),
    deliveredOn: fact('deliveredOn'),
    asOf: fact('asOf') || undefined,
  };
};

/** The same file, history and title make the same round. */
export const roundIdOf = ({ file, uuid }: PlanRequest, history: string, title: string): string =>
  uuid(JSON.stringify(['import', file.sha256, history, title]));

export const provenanceOf = ({ file }: PlanRequest): Provenance => ({ file: file.name, sha256: file.sha256 });

/** A heading belongs to its area: two areas may use the same words. */
export const listedCounts = (
  issues: readonly { readonly area: string; readonly heading: string }[],
  tasks: number,
): ListedCounts => ({
  areas: new Set(issues.map(({ area }) => area)).size,
  headings: new Set(issues.map(({ area, heading }) => `${area}\n${heading}`)).size,
  issues: issues.length,
  tasks,
});

/** Opens the round and says what it needs and lacks. A stated count below what the file lists is a warning, no promise. */
export const openRound = (
  planned: PlannedCommands,
  facts: RoundFacts,
  asserted: Asserted,
  listed: ListedCounts,
): void => {
  const { request, roundId, refusals } = planned;
  const { title, organisation, team, inspectedFrom, inspectedTo, deliveredOn } = facts;
  const particulars = { title, organisation, team, inspectedFrom, inspectedTo, deliveredOn };
  for (const field of Object.keys(particulars) as (keyof typeof particulars)[])
    if (particulars[field].trim() === '') refusals.push(missingFact(field));
  const kept = (name: keyof ListedCounts): number | null => {
    const stated = asserted[name] ?? null;
    if (stated === null || stated >= listed[name]) return stated;
    planned.warn('count-not-asserted', {}, `文件称${names[name]} ${stated},却列出 ${listed[name]},不作为核对数`);
    return null;
  };
  planned.add(
    OpenRound,
    {},
    {
      id: roundId,
      effectiveOn: deliveredOn,
      ...particulars,
      breakdown: {
        findings: asserted.findings ?? null,
        areas: kept('areas'),
        headings: kept('headings'),
        tasks: kept('tasks'),
        issues: kept('issues'),
      },
      provenance: provenanceOf(request),
    },
  );
};

const names: Record<keyof ListedCounts, string> = {
  areas: '方面',
  headings: '大项',
  issues: '具体问题',
  tasks: '整改任务',
};
