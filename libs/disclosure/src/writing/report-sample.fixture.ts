import type { OfficialReport, ReportIssue } from './report-content.js';

export const anIssue = (issue: Partial<ReportIssue> = {}): ReportIssue => ({
  number: '1',
  text: '档案管理松散。部分卷宗没有目录。',
  status: 'rectifying',
  measures: [],
  figures: [],
  regulations: [],
  ...issue,
});

const TRAINING = anIssue({
  number: '1',
  text: '学习计划落实不严。全年学习安排临时变动较多，学习笔记有补记现象。',
  status: 'closed',
  closedOn: '2023-09-28',
  measures: ['重新排定学习计划，逐月对账；', '建立学习笔记抽查制度', '邀请党校教师授课。'],
  progress: '已组织集中学习9次，抽查笔记46本',
  figures: [
    { name: '集中学习', value: 9, unit: '次', on: '2023-11-20' },
    { name: '抽查笔记', value: 46, unit: '本' },
  ],
  regulations: [
    { kind: 'made', title: '学习笔记抽查办法', documentNumber: '青港发〔2023〕12号', date: '2023-09-20' },
    { kind: 'revised', title: '《理论学习中心组学习规则》' },
  ],
});

const MINUTES = anIssue({
  number: '2',
  text: '会议记录不规范。\n个别会议只有纪要，没有记录。',
  status: 'closed',
  closedOn: '2023-10-15',
  carriedOver: { file: '整改台账.xlsx', sheet: '台账', row: 17 },
  measures: ['明确专人记录'],
});

const PIPES = anIssue({
  number: '3',
  text: '老旧管网改造滞后。三个片区雨污未分流。',
  status: 'long-term',
  measures: ['完成勘察设计。', '分三年实施改造。'],
  remainder: {
    reason: '工程量大，资金分年度安排',
    nextSteps: '2024年完成一期工程',
    reviewOn: '2024-06-30',
    responsible: '建设管理部、周启明',
  },
});

const RENT = anIssue({
  number: '4',
  text: '闲置厂房租金清收不力。',
  status: 'submitted',
  extensionRequested: true,
  closedOn: '2023-10-08',
  progress: '已清收租金71.3万元',
  remainder: { dueOn: '2023-12-31' },
});

/** An invented harbour district: two areas, three headings, four issues, one of each kind of outcome. */
export const SAMPLE: OfficialReport = {
  templateVersion: '1',
  asOf: '2023-11-30',
  title: '中共青港新区工作委员会关于市委第五轮巡察整改进展情况的通报',
  issuedOn: '2024-01-12',
  organisation: '中共青港新区工作委员会',
  team: '市委第二巡察组',
  basis: '根据市委巡察工作安排',
  inspectedFrom: '2023-03-06',
  inspectedTo: '2023-05-19',
  deliveredOn: '2023-07-04',
  disclosure: '按照党务公开有关规定',
  workOrganised: ['成立整改工作领导小组及办公室，制定整改方案', '召开专题民主生活会，逐项认领问题。'],
  totals: {
    findings: 3,
    areas: 2,
    headings: 3,
    tasks: 5,
    issues: 4,
    closed: { count: 2, rate: 50 },
    longTerm: { count: 1, rate: 25 },
    others: [
      { label: '正在整改', count: 1, rate: 25 },
      { label: '申请延期', count: 1, rate: 25 },
    ],
    regulations: 2,
    accountability: {
      discipline: 0,
      organisational: 0,
      admonition: 1,
      referral: 0,
      criticism: 6,
      'self-criticism': 2,
    },
    moneyRecovered: 7_132_000,
  },
  countingRule: '完成率为已销号具体问题数除以具体问题总数，长期整改和申请延期不计入分子',
  areas: [
    {
      ordinal: 1,
      title: '理论学习和议事决策不够规范。',
      headings: [
        { ordinal: 1, title: '学习抓得不实', issues: [TRAINING] },
        { ordinal: 2, title: '议事规则执行不严', issues: [MINUTES] },
      ],
    },
    {
      ordinal: 2,
      title: '民生和资产管理有短板。',
      headings: [{ ordinal: 3, title: '历史遗留问题化解慢', issues: [PIPES, RENT] }],
    },
  ],
  nextSteps: ['对长期整改事项按季调度，对已销号事项开展抽查'],
  contact: { phone: '0000-1234567', mail: 'jiandu@example.org', period: '2024年1月12日至2月11日' },
  footnotes: ['本通报所列金额均不含利息'],
  source: { position: '1842', knownAt: '2024-01-11T16:30:00.000Z' },
};
