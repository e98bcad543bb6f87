/** 领导小组成员 · 巡察办 · 单位负责人 · 填报人 · 巡察监督 · 系统管理员; processes act as `system`, which no account holds. */
export const ROLES = ['leader', 'office', 'unit-head', 'reporter', 'inspector', 'admin'] as const;
export type Role = (typeof ROLES)[number];
