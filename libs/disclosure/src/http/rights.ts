import type { RightsTable } from '#identity';

export const disclosureRights: RightsTable = {
  ImportFile: { roles: ['office'] },

  RoundReport: { roles: 'signed-in' },
  RoundLedger: { roles: 'signed-in' },
};
