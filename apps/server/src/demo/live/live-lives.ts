import {
  ApproveClosure,
  AssignIssue,
  AssignTask,
  AttachEvidence,
  ClaimIssue,
  CompleteTask,
  EndorseClosure,
  PlaceUnderLongTerm,
  ReopenIssue,
  ReportProgress,
  ReportTaskProgress,
  RequestClosure,
  RequestExtension,
  ReturnIssue,
} from '#rectification';
import { headOf, reporterOf } from '../demo-directory.js';
import type { DemoSteps } from '../demo-steps.js';
import { evidenceOf } from '../evidence-documents.js';
import type { LiveDays } from './live-days.js';
import { AREA, liveIssues } from './live-issues.js';
import type { LiveRow, LiveTaskRow, Stage } from './live-rows.js';

interface Life {
  readonly steps: DemoSteps;
  readonly days: LiveDays;
  readonly row: LiveRow;
  readonly number: number;
  readonly id: string;
}

/** Days from the day of loading on which things were done; what is closed was requested first. */
const on = { assigned: -60, claimed: -58, worked: -30, requested: -10, endorsed: -8, reviewed: -6, signed: -3 };
const early = { worked: -45, requested: -38, endorsed: -36, reviewed: -34, signed: -30, decided: -28 };

const assign = ({ steps, days, row, id }: Life): void => {
  const { directory } = steps;
  const work = {
    leaderId: directory.personId('leader-3'),
    leadUnitId: directory.unitId(row.unit),
    supportingUnitIds: (row.support ?? []).map((key) => directory.unitId(key)),
    handlerId: directory.personId(reporterOf(row.unit)),
  };
  // A long-term issue is due on its review day; before, it had a term of its own.
  steps.add(AssignIssue, { by: 'office', on: days.at(on.assigned) }, { id, ...work, dueOn: days.at(row.due) });
};

const claim = ({ steps, days, row, id }: Life): void =>
  steps.add(ClaimIssue, { by: reporterOf(row.unit), on: days.at(on.claimed) }, { id });

/** Evidence of the standard, and the report that rests on it. */
const work = (life: Life, at: number, percent = life.row.percent): void => {
  const { steps, days, row, number, id } = life;
  const day = days.at(at);
  const act = { by: reporterOf(row.unit), on: day };
  const issue = { ...row, number, area: AREA, dueOn: days.at(row.due) };
  const { sha256, name, bytes } = evidenceOf(issue, day);
  steps.add(
    AttachEvidence,
    { ...act, file: { sha256, name, bytes } },
    { id, sha256, name, datedOn: day, criteria: [1] },
  );
  const figures = row.figure ? [{ name: row.figure[0], value: row.figure[1], unit: row.figure[2], on: day }] : [];
  const narrative =
    percent === 100 ? `对照“${row.standard}”逐项自查，已全部落实。` : `整改正在推进，目前已${row.measures[0]}。`;
  steps.add(ReportProgress, act, { id, narrative, measures: [...row.measures], percent, figures, evidence: [sha256] });
};

type Pace = Omit<typeof on, 'assigned' | 'claimed'>;

const request = ({ steps, days, row, number, id }: Life, { requested }: Pick<Pace, 'requested'> = on): void => {
  const statement = `第${number}项问题的整改措施已全部落实，佐证材料齐全，申请销号。`;
  steps.add(RequestClosure, { by: reporterOf(row.unit), on: days.at(requested) }, { id, statement });
};

const endorse = ({ steps, days, row, id }: Life, { endorsed }: Pick<Pace, 'endorsed'> = on): void =>
  steps.add(
    EndorseClosure,
    { by: headOf(row.unit), on: days.at(endorsed) },
    { id, opinion: '情况属实，同意申请销号。' },
  );

const review = ({ steps, days, id }: Life, { reviewed }: Pick<Pace, 'reviewed'> = on): void =>
  steps.add(EndorseClosure, { by: 'office', on: days.at(reviewed) }, { id, opinion: '佐证齐全，提请审议。' });

const sign = ({ steps, days, id }: Life, by: string, at: number): void =>
  steps.add(ApproveClosure, { by, on: days.at(at) }, { id });

const close = (life: Life): void => {
  work(life, early.worked);
  request(life, early);
  endorse(life, early);
  review(life, early);
  sign(life, 'leader-2', early.signed);
  sign(life, 'leader-1', early.decided);
};

const place = ({ steps, days, id }: Life, by: string, [at, review]: readonly [number, number]): void => {
  const reason = '涉及历史遗留问题，短期内不能全部完成，责任单位继续推进，按期复核。';
  steps.add(PlaceUnderLongTerm, { by, on: days.at(at) }, { id, reviewOn: days.at(review), reason });
};

const sendBack = ({ steps, days, id }: Life): void => {
  const reason = '佐证材料只有补扫清单，缺少复核人签字的核对记录，请补充后重新申请。';
  steps.add(ReturnIssue, { by: 'office', on: days.at(-5) }, { id, reason });
};

const reopen = ({ steps, days, id }: Life): void => {
  const reason = '抽查发现本月又有2处厂房出租后没有更新台账，问题反弹，重新整改。';
  const again = { source: 'relapse', reason, dueOn: days.at(25) } as const;
  steps.add(ReopenIssue, { by: 'office-2', on: days.at(-4) }, { id, ...again });
};

const askForTime = ({ steps, days, row, id }: Life): void => {
  const reason = '招标文件须由主管部门备案，备案周期较长，申请延期。';
  steps.add(RequestExtension, { by: reporterOf(row.unit), on: days.at(-2) }, { id, to: days.at(40), reason });
};

type Told = readonly ((life: Life) => void)[];

const atWork: Told = [assign, claim, (life) => work(life, on.worked)];
const asked: Told = [...atWork, request];
const passed: Told = [...asked, endorse];
const reviewed: Told = [...passed, review];

const lives: { readonly [At in Stage]: Told } = {
  delivered: [],
  assigned: [assign],
  working: atWork,
  reported: atWork,
  requested: asked,
  endorsed: passed,
  submitted: reviewed,
  'half-signed': [...reviewed, (life) => sign(life, 'leader-2', on.signed)],
  closed: [assign, claim, close],
  'long-term': [...atWork, (life) => place(life, 'leader-2', [-21, 20]), (life) => place(life, 'leader-1', [-20, 20])],
  returned: [...passed, sendBack],
  reopened: [assign, claim, close, reopen],
  'extension-asked': [...atWork, askForTime],
  'placement-half-signed': [...atWork, (life) => place(life, 'leader-2', [-3, 180])],
};

export const liveTheIssues = (steps: DemoSteps, days: LiveDays): void =>
  liveIssues.forEach((row, at) => {
    const life = { steps, days, row, number: at + 1, id: steps.directory.liveIssueId(at + 1) };
    for (const part of lives[row.stage]) part(life);
  });

export const liveTheTask = (steps: DemoSteps, days: LiveDays, [number, row]: readonly [number, LiveTaskRow]): void => {
  const { directory } = steps;
  const id = directory.liveTaskId(number);
  if (row.stage === 'planned') return;
  const { unit } = liveIssues[row.issue - 1]!;
  const by = reporterOf(unit);
  const given = { unitId: directory.unitId(unit), handlerId: directory.personId(by), dueOn: days.at(row.due) };
  steps.add(AssignTask, { by: 'office', on: days.at(on.assigned) }, { id, ...given });
  const narrative = `正在落实“${row.title}”：${row.measure}。`;
  steps.add(ReportTaskProgress, { by, on: days.at(-50) }, { id, narrative, percent: 50 });
  if (row.stage === 'working') return;
  const statement = `“${row.title}”已按要求完成，工作记录已归档。`;
  steps.add(CompleteTask, { by, on: days.at(-47) }, { id, statement });
};
