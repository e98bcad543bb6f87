import type { AreaRow } from './rows.js';

export const followUpIssues: AreaRow = {
  title: '落实监督检查发现问题整改方面',
  headings: [
    {
      title: '上轮巡察整改不够彻底',
      issues: [
        {
          text: '上轮巡察指出的合同管理问题有反弹，部分合同没有经过法制审核。',
          class: 'phased',
          standard: '合同法制审核率达到百分之百',
          unit: 'general',
          support: ['economy'],
          closedOn: '2023-10-23',
          measures: ['补做合同法制审核41份', '建立合同台账，没有审核意见的不予用印'],
          figure: ['补审合同', 41, '份'],
        },
        {
          text: '整改责任分工不够明确，有的事项转办后无人跟进。',
          class: 'immediate',
          standard: '整改事项逐项有牵头单位和责任人',
          unit: 'general',
          closedOn: '2023-09-27',
          measures: ['逐项明确牵头单位、责任人和完成时限', '实行每周调度、逾期提示'],
        },
        {
          text: '重个案处理、轻建章立制，同类问题反复出现。',
          class: 'phased',
          standard: '高频问题逐类完善制度并检查执行情况',
          unit: 'general',
          support: ['party'],
          closedOn: '2023-11-14',
          measures: ['梳理反复出现的问题5类，逐类提出制度建议', '对已有制度开展执行情况检查'],
          figure: ['梳理高频问题', 5, '类'],
        },
        {
          text: '整改成效公开不够，干部群众知晓度不高。',
          class: 'phased',
          standard: '整改进展按要求公开，收集的意见有回应',
          unit: 'general',
          closedOn: '2023-11-21',
          measures: ['在公示栏和门户网站公开整改进展2次', '回应干部群众意见9条'],
          figure: ['回应意见', 9, '条'],
        },
      ],
    },
    {
      title: '审计和专项检查发现问题整改不到位',
      issues: [
        {
          text: '审计指出的往来款长期挂账问题清理缓慢。',
          class: 'phased',
          standard: '三年以上往来款清理完毕或有处置依据',
          unit: 'economy',
          closedOn: '2023-11-08',
          measures: ['清理三年以上往来款29笔', '建立往来款按季对账制度'],
          figure: ['清理往来款', 29, '笔'],
        },
        {
          text: '专项资金绩效评价结果没有与预算安排挂钩。',
          class: 'phased',
          standard: '绩效评价结果作为下一年度预算安排依据',
          unit: 'economy',
          closedOn: '2023-11-09',
          measures: ['完成7个专项资金绩效复评', '按评价结果调减2个项目预算'],
          figure: ['绩效复评项目', 7, '个'],
        },
        {
          text: '专项检查指出的公务用车登记不全问题没有整改到位。',
          class: 'phased',
          standard: '派车审批和行车登记齐全，按月公示',
          unit: 'general',
          closedOn: '2023-10-24',
          measures: ['补齐派车登记，责令2名管理人员作出书面检查', '实行派车线上审批、按月公示'],
          figure: ['公示月份', 2, '个'],
        },
      ],
    },
  ],
};
