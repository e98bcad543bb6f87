import {
  AnnounceContact,
  DeliverIssue,
  OpenRound,
  OrganiseWork,
  PlanTask,
  RecordFindingText,
  SubmitPlan,
} from '#rectification';
import type { DemoSteps } from '../demo-steps.js';
import { contact } from '../tables/round.js';
import { DELIVERED, type LiveDays } from './live-days.js';
import { AREA, liveIssues } from './live-issues.js';
import { liveTasks } from './live-tasks.js';

const paragraphs = [
  '提高站位抓整改。反馈会次日召开党工委（扩大）会议传达学习，逐条认领问题。',
  '压实责任抓整改。明确责任领导、牵头单位、责任人和完成时限，实行清单管理。',
];

const plan = (days: LiveDays): string =>
  [
    '一、总体要求。坚持问题导向，做到件件有着落、事事有回音。',
    '二、任务分工。党政办公室、党群工作部、经济发展和财政局、规划建设局分别牵头，其他单位配合。',
    `三、时间安排。集中整改自${days.at(DELIVERED)}起，为期三个月；长期整改事项按复核日期推进。`,
    '四、工作要求。佐证材料随进展填报，销号须经单位审核、整改办复核和领导小组成员签批。',
  ].join('\n');

const findings = (): string =>
  [
    '市委第三巡察组关于巡察示范经济开发区党工委情况的反馈意见（示范数据）',
    `【${AREA}】`,
    ...liveIssues.map(({ text }, at) => `（${at + 1}）${text}`),
  ].join('\n');

export const openTheLiveRound = (steps: DemoSteps, days: LiveDays): void => {
  const { liveRoundId: id } = steps.directory;
  const delivery = { by: 'office', on: days.at(DELIVERED) };
  steps.add(OpenRound, delivery, {
    id,
    title: '示范经济开发区党工委关于市委第九轮巡察集中整改进展情况的通报',
    organisation: '示范经济开发区党工委',
    team: '市委第三巡察组',
    inspectedFrom: days.at(-160),
    inspectedTo: days.at(-100),
    deliveredOn: days.at(DELIVERED),
    breakdown: { findings: 4, areas: 1, headings: 4, tasks: liveTasks.length, issues: liveIssues.length },
  });
  steps.add(RecordFindingText, delivery, { id, text: findings() });
  liveIssues.forEach(({ heading, text, class: kind, standard }, at) => {
    const issue = { roundId: id, number: String(at + 1), area: AREA, heading, text, class: kind, criteria: [standard] };
    steps.add(DeliverIssue, delivery, { id: steps.directory.liveIssueId(at + 1), ...issue });
  });
};

export const planTheLiveRound = (steps: DemoSteps, days: LiveDays): void => {
  const { directory } = steps;
  const { liveRoundId: id } = directory;
  steps.add(OrganiseWork, { by: 'office', on: days.at(-66) }, { id, paragraphs });
  const planning = { by: 'office', on: days.at(-62) };
  liveTasks.forEach(({ title, issue, measure, due }, at) => {
    const task = { roundId: id, number: String(at + 1), title, measures: [measure], dueOn: days.at(due) };
    steps.add(PlanTask, planning, {
      id: directory.liveTaskId(at + 1),
      ...task,
      issueIds: [directory.liveIssueId(issue)],
    });
  });
  steps.add(AnnounceContact, planning, { id, ...contact });
  const authors = [directory.personId('office')];
  const edition = { title: '市委第九轮巡察反馈意见整改方案', text: plan(days), files: [], authorIds: authors };
  steps.add(SubmitPlan, { by: 'office', on: days.at(-2) }, { id, ...edition });
};
