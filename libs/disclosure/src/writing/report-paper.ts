import type { Paper, Property } from '#documents';
import type { OfficialReport } from './report-content.js';
import { outlineOf } from './report-outline.js';

const propertiesOf = ({ asOf, source, templateVersion }: OfficialReport): Property[] => [
  { name: 'asOf', label: '统计截至', value: asOf },
  { name: 'position', label: '数据位置', value: source.position },
  { name: 'knownAt', label: '知悉时点', value: source.knownAt },
  { name: 'template', label: '模板版本', value: templateVersion },
];

export const paperOf = (report: OfficialReport): Paper => ({
  blocks: outlineOf(report),
  author: report.organisation,
  on: report.asOf,
  properties: propertiesOf(report),
});
