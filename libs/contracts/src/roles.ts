/**
 * 领导小组成员 · 巡察办 · 单位负责人 · 填报人 · 巡察监督 · 系统管理员 · 安全管理员 · 审计管理员; processes act as `system`, which no
 * account holds.
 */
export const ROLES = ['leader', 'office', 'unit-head', 'reporter', 'inspector', 'admin', 'security', 'audit'] as const;
export type Role = (typeof ROLES)[number];

/** 查询 · 审计 · 导出 · 填报 · 导入 · 组织人员登记: groups of acts that an API client is let loose on; which acts, the acts say. */
export const SCOPES = ['read', 'audit', 'export', 'report', 'import', 'register'] as const;
export type Scope = (typeof SCOPES)[number];

/** As people call them. */
export const roleNames: Readonly<Record<Role, { readonly zh: string; readonly en: string }>> = {
  leader: { zh: '领导小组成员', en: 'member of the leading group' },
  office: { zh: '巡察办', en: 'office' },
  'unit-head': { zh: '单位负责人', en: 'head of a unit' },
  reporter: { zh: '填报人', en: 'reporter of a unit' },
  inspector: { zh: '巡察监督', en: 'inspector' },
  admin: { zh: '系统管理员', en: 'system administrator' },
  security: { zh: '安全管理员', en: 'security administrator' },
  audit: { zh: '审计管理员', en: 'audit administrator' },
};
