import { type Block, chineseDate, chinesePeriod, sentence } from '#documents';
import type { OfficialReport } from './report-content.js';

const inspection = ({ basis, team, organisation, inspectedFrom, inspectedTo }: OfficialReport): string => {
  const opening = basis ? `${basis}，` : '';
  const period = inspectedFrom && inspectedTo ? `${chinesePeriod(inspectedFrom, inspectedTo)}，` : '';
  return `${opening}${period}${team}对${organisation}进行了巡察。`;
};

const delivery = ({ team, organisation, deliveredOn }: OfficialReport): string =>
  `${deliveredOn ? `${chineseDate(deliveredOn)}，` : ''}${team}向${organisation}反馈了巡察意见。`;

const publication = ({ disclosure }: OfficialReport): string =>
  `${disclosure ? `${disclosure}，` : ''}现将巡察整改进展情况予以公布。`;

export const leadBlocks = (report: OfficialReport): Block[] => [
  { kind: 'title', text: report.title },
  ...(report.documentNumber ? [{ kind: 'number' as const, text: report.documentNumber }] : []),
  { kind: 'subtitle', text: `（截至${chineseDate(report.asOf)}）` },
  { kind: 'paragraph', text: inspection(report) + delivery(report) + publication(report) },
];

export const workOrganisedBlocks = ({ workOrganised }: OfficialReport): Block[] =>
  workOrganised.map((text) => ({ kind: 'paragraph', text: sentence(text) }));
