/**
 * 领导小组成员 · 巡察办 · 单位负责人 · 填报人 · 巡察监督 · 系统管理员 · 安全管理员 · 审计管理员; processes act as `system`, which no
 * account holds.
 */
export const ROLES = ['leader', 'office', 'unit-head', 'reporter', 'inspector', 'admin', 'security', 'audit'] as const;
export type Role = (typeof ROLES)[number];

/** 三员: of these three a person holds one at most. */
export const ADMINISTRATORS: readonly Role[] = ['admin', 'security', 'audit'];
const DECIDING: readonly Role[] = ['leader', 'office', 'unit-head'];

export const holdInspectorAmongOthers = (roles: readonly Role[]): boolean =>
  roles.includes('inspector') && roles.length > 1;

export const holdSeveralAdministrators = (roles: readonly Role[]): boolean =>
  roles.filter((role) => ADMINISTRATORS.includes(role)).length > 1;

export const administerAndDecide = (roles: readonly Role[]): boolean =>
  roles.some((role) => ADMINISTRATORS.includes(role)) && roles.some((role) => DECIDING.includes(role));
