import type { Role } from '#identity';
import type { PersonRow, UnitRow } from './rows.js';

export const units: readonly UnitRow[] = [
  { key: 'committee', name: '示范经济开发区党工委' },
  { key: 'clerks', name: '巡察整改工作领导小组办公室', under: 'committee' },
  { key: 'general', name: '党政办公室', under: 'committee' },
  { key: 'party', name: '党群工作部', under: 'committee' },
  { key: 'economy', name: '经济发展和财政局', under: 'committee' },
  { key: 'building', name: '规划建设局', under: 'committee' },
  { key: 'service', name: '政务服务中心', under: 'committee' },
  { key: 'inspection', name: '市委巡察工作领导小组办公室' },
];

export const people: readonly PersonRow[] = [
  { login: 'leader-1', name: '沈立诚', post: '党工委副书记、领导小组组长', unit: 'committee', role: 'leader' },
  { login: 'leader-2', name: '陆怀远', post: '党工委委员、领导小组副组长', unit: 'committee', role: 'leader' },
  { login: 'leader-3', name: '顾明远', post: '党工委委员、管委会副主任', unit: 'committee', role: 'leader' },
  { login: 'office', name: '方晓宁', post: '巡察整改办公室主任', unit: 'clerks', role: 'office' },
  { login: 'office-2', name: '白若兰', post: '巡察整改办公室副主任', unit: 'clerks', role: 'office' },
  { login: 'head-general', name: '郭明达', post: '主任', unit: 'general', role: 'unit-head' },
  { login: 'head-party', name: '罗文静', post: '部长', unit: 'party', role: 'unit-head' },
  { login: 'head-economy', name: '彭致和', post: '局长', unit: 'economy', role: 'unit-head' },
  { login: 'head-building', name: '唐建平', post: '局长', unit: 'building', role: 'unit-head' },
  { login: 'reporter-general', name: '叶青禾', post: '综合科科员', unit: 'general', role: 'reporter' },
  { login: 'reporter-party', name: '夏知行', post: '组织科科员', unit: 'party', role: 'reporter' },
  { login: 'reporter-economy', name: '邓亦舟', post: '产业科科员', unit: 'economy', role: 'reporter' },
  { login: 'reporter-building', name: '蒋雨桐', post: '工程科科员', unit: 'building', role: 'reporter' },
  { login: 'inspector', name: '程守正', post: '巡察督查员', unit: 'inspection', role: 'inspector' },
];

export const roleNames: Readonly<Record<Role, string>> = {
  leader: '领导小组成员',
  office: '巡察整改办公室',
  'unit-head': '单位负责人',
  reporter: '填报人',
  inspector: '巡察督查员',
  admin: '系统管理员',
  security: '安全管理员',
  audit: '审计管理员',
};
