import type { RightsTable } from '#identity';

const recorded = { roles: [], note: 'Recorded by the server as it answers' } as const;

export const auditRights: RightsTable = {
  RecordReading: recorded,
  RecordRefusal: recorded,

  ReadTrail: { roles: ['inspector', 'audit', 'leader', 'office', 'admin'] },
  ReadHistory: { roles: 'signed-in' },
  ReadMeetingHistory: { roles: ['inspector', 'audit', 'office', 'leader', 'unit-head'] },
};
