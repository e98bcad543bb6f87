import type { RecordAccountability } from '#rectification';

export const regulations = [
  { issue: 4, kind: 'made', title: '招商项目全流程管理办法', documentNumber: '示开发〔2023〕31号', date: '2023-11-08' },
  { issue: 6, kind: 'made', title: '惠企政策兑现工作规程', documentNumber: '示开发〔2023〕22号', date: '2023-09-25' },
  { issue: 8, kind: 'made', title: '安全隐患闭环管理办法', documentNumber: '示开发〔2023〕19号', date: '2023-09-18' },
  {
    issue: 14,
    kind: 'made',
    title: '重点岗位廉政风险防控办法',
    documentNumber: '示党工〔2023〕27号',
    date: '2023-10-18',
  },
  { issue: 15, kind: 'revised', title: '党工委议事决策规则', documentNumber: '示党工〔2023〕24号', date: '2023-09-26' },
  { issue: 16, kind: 'revised', title: '固定资产管理办法', documentNumber: '示开发〔2023〕29号', date: '2023-11-02' },
  { issue: 36, kind: 'made', title: '合同管理办法', documentNumber: '示开发〔2023〕25号', date: '2023-10-10' },
] as const;

interface Consequence {
  readonly issue: number;
  readonly on: string;
  readonly kind: RecordAccountability['kind'];
  readonly number: number;
}

/** A zero is recorded as well: it says that there was none. */
export const accountability: readonly Consequence[] = [
  { issue: 17, on: '2023-09-14', kind: 'discipline', number: 0 },
  { issue: 17, on: '2023-09-14', kind: 'admonition', number: 1 },
  { issue: 17, on: '2023-09-14', kind: 'criticism', number: 3 },
  { issue: 19, on: '2023-10-12', kind: 'referral', number: 0 },
  { issue: 25, on: '2023-10-13', kind: 'criticism', number: 2 },
  { issue: 42, on: '2023-10-11', kind: 'self-criticism', number: 2 },
];

/** Amounts in fen. */
export const recoveries = [
  { issue: 17, on: '2023-09-18', amount: 2_346_000 },
  { issue: 21, on: '2023-11-10', amount: 128_500_000, confirmed: true },
] as const;

export const extension = {
  issue: 20,
  asked: '2023-10-20',
  granted: '2023-10-23',
  firstDueOn: '2023-10-31',
  to: '2023-11-30',
  reason: '2个项目施工单位提交的结算资料不齐，需补充签证资料后方可送审，申请延期一个月。',
  grounds: '情况属实，同意延期，请按周报告进度。',
};

/** The first request, sent back by the office; the second one is the one that closed the issue. */
export const returned = {
  issue: 25,
  requested: '2023-10-17',
  endorsed: '2023-10-18',
  on: '2023-10-20',
  reason: '佐证材料只有检查通知，缺少检查结果和整改后的记录样本，请补充后重新申请。',
};

export const placements = [
  {
    issue: 7,
    reviewOn: '2029-03-30',
    reason: '涉及早年出让地块的历史遗留手续，须按年度计划逐宗依法补办，短期内不能全部完成，责任单位继续推进。',
  },
  {
    issue: 9,
    reviewOn: '2029-04-27',
    reason: '管网改造分三期实施，后两期受资金计划和施工季节限制，一期完工后转入长期整改并按期复核。',
  },
] as const;

export const placed = { first: '2023-11-23', second: '2023-11-24' };

export const reopening = {
  issue: 42,
  on: '2024-01-10',
  reason: '抽查已销号事项发现，2023年12月仍有3次派车没有审批记录，问题出现反弹，重新整改。',
  dueOn: '2024-03-29',
};
