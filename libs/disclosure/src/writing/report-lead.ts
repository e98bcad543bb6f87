import { type Block, chineseDate, chinesePeriod, sentence } from '#documents';
import type { OfficialReport } from './report-content.js';

const inspection = ({ basis, team, organisation, inspectedFrom, inspectedTo }: OfficialReport): string => {
  const known = inspectedFrom && inspectedTo;
  const opening = basis ? `${basis}，` : '';
  const period = known ? `${chinesePeriod(inspectedFrom, inspectedTo)}，` : '';
  return `${opening}${period}${team}对${organisation}进行了巡察${known ? '' : '（进驻起止日期未登记）'}。`;
};

const delivery = ({ team, organisation, deliveredOn }: OfficialReport): string =>
  deliveredOn
    ? `${chineseDate(deliveredOn)}，${team}向${organisation}反馈了巡察意见。`
    : `${team}向${organisation}反馈了巡察意见（反馈日期未登记）。`;

const publication = ({ disclosure }: OfficialReport): string =>
  `${disclosure ? `${disclosure}，` : ''}现将巡察整改进展情况予以公布。`;

export const leadBlocks = (report: OfficialReport): Block[] => [
  { kind: 'title', text: `${report.organisation}关于${report.round}整改进展情况的通报` },
  { kind: 'subtitle', text: `（截至${chineseDate(report.asOf)}）` },
  { kind: 'paragraph', text: inspection(report) + delivery(report) + publication(report) },
];

export const workOrganisedBlocks = ({ workOrganised }: OfficialReport): Block[] =>
  workOrganised.length === 0
    ? [{ kind: 'paragraph', text: '未登记。' }]
    : workOrganised.map((text) => ({ kind: 'paragraph', text: sentence(text) }));
