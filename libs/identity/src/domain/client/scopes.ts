/** 查询 · 审计 · 导出 · 填报 · 导入 · 组织人员登记: groups of acts that an API client is let loose on; which acts, the rim says. */
export const SCOPES = ['read', 'audit', 'export', 'report', 'import', 'register'] as const;
export type Scope = (typeof SCOPES)[number];
