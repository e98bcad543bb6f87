import type { RightsTable } from '#identity';

export const auditRights: RightsTable = {
  ReadTrail: { roles: ['inspector', 'audit', 'leader', 'office', 'admin'] },
  ReadHistory: { roles: 'signed-in' },
  ReadMeetingHistory: { roles: ['inspector', 'audit', 'office'] },
};
