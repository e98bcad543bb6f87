/** The round as it was delivered: invented, for demonstration only. */
export const roundFacts = {
  title: '示范经济开发区党工委关于市委第二轮巡察集中整改进展情况的通报',
  organisation: '示范经济开发区党工委',
  team: '市委第五巡察组',
  inspectedFrom: '2023-03-06',
  inspectedTo: '2023-05-31',
  deliveredOn: '2023-08-22',
  breakdown: { findings: 12, areas: 4, headings: 12, tasks: 39, issues: 42 },
};

export const days = {
  posts: '2022-03-01',
  organised: '2023-08-30',
  planned: '2023-09-01',
  assigned: '2023-09-04',
  claimed: '2023-09-05',
  asOf: '2023-11-30',
};

export const workParagraphs = [
  '提高站位抓整改。党工委召开专题会议学习巡察反馈意见，班子成员逐条对照、主动认领，统一“照单全收、立行立改”的思想认识。',
  '压实责任抓整改。成立由党工委主要负责同志任组长的巡察整改工作领导小组，下设办公室，建立问题、任务、责任三个清单，' +
    '将12个反馈问题细化为4个方面、12个大项、39项整改任务、42个具体问题，逐项明确责任领导、牵头单位、责任人和完成时限。',
  '严格程序抓整改。实行“填报人申请、牵头单位审核、整改办复核、领导小组成员签批”的销号流程，佐证材料不齐全的一律退回。',
  '注重长效抓整改。坚持解决具体问题与完善制度机制并重，每周调度进度，对难点问题由责任领导现场督办。',
];

export const contact = {
  phone: '0000-5550123',
  mail: 'zhenggai@shifan.example',
  address: '示范经济开发区创业路1号巡察整改工作领导小组办公室（邮编000000）',
  period: '自公布之日起15个工作日',
};
