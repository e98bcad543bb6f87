import type { RightsTable } from './rights-table.js';

const administrators = {
  roles: ['security', 'admin'],
  note: 'admin only until a security administrator has been active; the decision says so',
} as const;
const registrars = { roles: ['admin', 'office'] } as const;
const follows = { roles: [], note: 'Taken together with an act on an account' } as const;
const internal = { roles: [], note: 'Sent by the sign-in itself' } as const;

export const identityRights: RightsTable = {
  RegisterUnit: registrars,
  RenameUnit: registrars,
  DissolveUnit: registrars,
  ListUnits: { roles: 'signed-in' },
  FindUnit: { roles: 'signed-in' },

  RegisterPerson: registrars,
  HoldPost: registrars,
  LeavePost: registrars,
  ListPeople: { roles: 'signed-in' },
  FindPerson: { roles: 'signed-in' },

  OpenAccount: administrators,
  GrantRole: administrators,
  WithdrawRole: administrators,
  SuspendAccount: administrators,
  CloseAccount: administrators,
  ReinstateAccount: administrators,
  IssueOneTimePassword: administrators,
  ListAccounts: { roles: ['admin', 'security', 'audit', 'inspector'] },
  FindAccount: { roles: ['admin', 'security', 'audit', 'inspector'] },

  DelegateWork: { roles: ['unit-head', 'reporter', 'office'] },
  EndDelegation: { roles: ['unit-head', 'reporter', 'office', 'leader', 'security'] },
  ListDelegations: { roles: 'signed-in' },
  FindDelegation: { roles: 'signed-in' },

  ListInspectorNotices: { roles: ['inspector', 'audit'] },

  RegisterClient: administrators,
  ChangeClientScopes: administrators,
  IssueClientKey: administrators,
  RevokeClientKey: administrators,
  SuspendClient: administrators,
  ReinstateClient: administrators,
  ListClients: { roles: ['admin', 'security', 'audit', 'inspector'] },
  FindClient: { roles: ['admin', 'security', 'audit', 'inspector'] },

  LinkAccount: administrators,
  UnlinkAccount: administrators,
  ListAccountLinks: { roles: ['admin', 'security', 'audit', 'inspector'] },

  OpenSession: { roles: 'everyone' },
  RefreshSession: { roles: 'everyone', note: 'The refresh token is the proof' },
  BeginExternalSession: { roles: 'everyone' },
  OpenExternalSession: { roles: 'everyone', note: 'The code of the provider is the proof' },
  CloseSession: { roles: 'signed-in' },
  ReadMe: { roles: 'signed-in' },
  ChangeOwnPassword: { roles: 'signed-in' },

  TakeDuties: follows,
  LayDownDuties: follows,
  StandIn: follows,
  SeparateSecurityDuties: follows,

  RecordKeyUse: internal,
  RecordKeyRefusal: internal,
  SetPassword: internal,
  SignIn: internal,
  EndLinkedSessions: { roles: [], note: 'Taken together with unlinking an account' },
  RenewSession: internal,
  FailSignIn: internal,
  SignOut: internal,
  RevokeSession: internal,
};
