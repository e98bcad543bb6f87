import { roleNames, type SheetColumns } from '#contracts';
import { ROLES } from '../../domain/roles.js';

/** Roles as they are called here, and as offices call them besides. */
const roleWords: Readonly<Record<string, string>> = {
  ...Object.fromEntries(ROLES.map((role) => [roleNames[role].zh, role])),
  组长: 'leader',
  副组长: 'leader',
  领导: 'leader',
  领导小组: 'leader',
  巡察办人员: 'office',
  巡察整改办: 'office',
  单位主要负责人: 'unit-head',
  负责人: 'unit-head',
  填报员: 'reporter',
  经办人: 'reporter',
  巡察监督人员: 'inspector',
  监督员: 'inspector',
};

export const peopleColumns: SheetColumns = {
  name: { titles: ['姓名', '人员姓名', '名字'], needed: true },
  staffNumber: { titles: ['工号', '职工号', '职工编号', '员工编号', '人员编号'] },
  distinct: { titles: ['同名另一人', '确为另一人', '同名不同人'], as: 'yes' },
  unit: { titles: ['单位', '所在单位', '工作单位', '单位名称', '部门', '所在部门'] },
  post: { titles: ['职务', '职位', '岗位', '现任职务'] },
  from: { titles: ['任职日期', '任职时间', '任现职时间', '任现职日期', '任职起始日期', '到任日期'], as: 'day' },
  login: { titles: ['账号', '帐号', '登录名', '登录账号', '登录帐号', '用户名'] },
  roles: { titles: ['角色', '系统角色', '账号角色', '权限角色'], as: 'names', words: roleWords },
};
