import { asks, calls, declare, does } from '#event-sourcing-nest';
import { DissolveUnit, MoveUnit, RegisterUnit, RenameUnit } from './domain/unit/unit.js';
import { CorrectPerson, RegisterPerson } from './domain/person/registration.js';
import { HoldPost, LeavePost } from './domain/person/appointment.js';
import { GrantRole, OpenAccount, WithdrawRole } from './domain/account/opening.js';
import { CloseAccount, ReinstateAccount, SuspendAccount } from './domain/account/suspension.js';
import { ConfirmReset, IssueOneTimePassword } from './domain/account/passwords.js';
import { ConfirmMerger, MergePersons, UndoMerger } from './domain/merger/merging.js';
import { DelegateWork, EndDelegation } from './domain/delegation/delegation.js';
import { ChangeClientScopes, RegisterClient, ReinstateClient, SuspendClient } from './domain/client/registration.js';
import { IssueClientKey, RevokeClientKey } from './domain/client/keys.js';
import { LinkAccount, UnlinkAccount } from './domain/link/link.js';
import { ACCOUNT_KEEPERS, REGISTRARS } from './domain/roles.js';
import { sentByTheProgram } from './internal-acts.js';
import type { PeopleRegistered } from './http/bulk/people-told.js';
import type { ResetsConfirmed } from './http/bulk/reset-confirmations.js';
import type { IssuedKey, IssuedPassword, Me, ProofBegun, Redirection, ShownClient } from './http/answers.js';
import type { GivenProof } from './sign-in/proofs.js';
import type { Tokens } from './sign-in/sessions.js';
import type { Found, Listed, Versioned } from '#contracts';
import type { AccountLinkRow } from './projections/account-links.js';
import type { AccountRow } from './projections/accounts.js';
import type { ClientRow } from './projections/clients.js';
import type { DelegationRow } from './projections/delegations.js';
import type { InspectorNotice } from './projections/inspector-notices.js';
import type { PersonRow } from './projections/people.js';
import type { UnitRow } from './projections/units.js';

const overseers = ['admin', 'security', 'audit', 'inspector'] as const;
/** For natural people only. */
const none = [] as const;

const administrative = {
  note: 'admin only until a security administrator has been active; the decision says so',
  roles: ACCOUNT_KEEPERS,
  scopes: none,
  delegable: false,
  proof: 'session',
  about: 'account',
} as const;
const registering = {
  roles: REGISTRARS,
  scopes: ['register'],
  delegable: false,
  proof: 'session',
  about: 'unit',
} as const;
const merging = { scopes: none, delegable: false, proof: 'fresh', about: 'new' } as const;
const everybody = { roles: 'signed-in', scopes: ['read'], delegable: false, recorded: false } as const;
const overseen = { roles: overseers, scopes: ['audit'], delegable: false, recorded: 'reading' } as const;
const unsigned = { roles: 'everyone', scopes: none, delegable: false, proof: 'session' } as const;

export const identityActs = declare('identity', {
  RegisterUnit: does(RegisterUnit, '登记单位', 'Register a unit', { ...registering, about: 'new' }),
  RenameUnit: does(RenameUnit, '单位更名', 'Rename a unit', registering),
  MoveUnit: does(MoveUnit, '更正单位隶属', 'Put a unit under another one', registering),
  DissolveUnit: does(DissolveUnit, '撤销单位', 'Dissolve a unit', registering),
  ListUnits: asks<Listed<Versioned<UnitRow>>>('单位列表', 'List units', everybody),
  FindUnit: asks<Found<UnitRow>>('查看单位', 'Show a unit', everybody),

  RegisterPerson: does(RegisterPerson, '登记人员', 'Register a person', { ...registering, about: 'new' }),
  CorrectPerson: does(CorrectPerson, '更正人员信息', 'Correct the name of a person', {
    ...registering,
    about: 'person',
  }),
  RegisterPeople: calls<PeopleRegistered>('批量登记人员', 'Register many people with posts and accounts', {
    roles: ['admin', 'office', 'security'],
    note: 'Each row says whom it needs: registering as for RegisterPerson, accounts as for OpenAccount',
    scopes: none,
    delegable: false,
    proof: 'session',
  }),
  HoldPost: does(HoldPost, '任职', 'Take up a post', { ...registering, about: 'person' }),
  LeavePost: does(LeavePost, '免职', 'Leave a post', { ...registering, about: 'person' }),
  MergePersons: does(MergePersons, '合并人员', 'Merge two registrations of one person', {
    ...merging,
    note: 'Waits for a second person where one of the two has or had an account, or both have a staff number',
    roles: REGISTRARS,
  }),
  UndoMerger: does(UndoMerger, '撤销人员合并', 'Undo a merger of persons', {
    ...merging,
    note: 'Waits for a second person where the merger did',
    roles: REGISTRARS,
  }),
  ConfirmMerger: does(ConfirmMerger, '确认人员合并', 'Confirm a merger or its undoing', {
    ...merging,
    note: 'By somebody who did not propose it',
    roles: ['admin', 'security', 'office', 'leader'],
  }),
  ListPeople: asks<Listed<Versioned<PersonRow>>>('人员列表', 'List people', everybody),
  FindPerson: asks<Found<PersonRow>>('查看人员', 'Show a person', everybody),

  OpenAccount: does(OpenAccount, '开立账号', 'Open an account', { ...administrative, about: 'new' }),
  GrantRole: does(GrantRole, '授予角色', 'Grant a role', administrative),
  WithdrawRole: does(WithdrawRole, '收回角色', 'Withdraw a role', administrative),
  SuspendAccount: does(SuspendAccount, '停用账号', 'Suspend an account', administrative),
  CloseAccount: does(CloseAccount, '注销账号', 'Close an account for good', administrative),
  ReinstateAccount: does(ReinstateAccount, '恢复账号', 'Reinstate an account', administrative),
  IssueOneTimePassword: does<IssueOneTimePassword, IssuedPassword>(
    IssueOneTimePassword,
    '签发一次性密码',
    'Issue a one-time password',
    administrative,
  ),
  ConfirmReset: does(ConfirmReset, '核实登录凭证', 'Confirm the credentials of an account', {
    ...administrative,
    note: 'By somebody who did not give them; the person themself by a link for the password, by the password for a link',
    roles: [...ACCOUNT_KEEPERS, 'audit', 'inspector', 'leader', 'office', 'unit-head'],
    proof: 'fresh',
  }),
  ConfirmResets: calls<ResetsConfirmed>('批量核实登录凭证', 'Confirm the credentials of many accounts', {
    roles: [...ACCOUNT_KEEPERS, 'audit', 'inspector', 'leader', 'office'],
    scopes: none,
    delegable: false,
    proof: 'fresh',
  }),
  ListAccounts: asks<Listed<Versioned<AccountRow>>>('账号列表', 'List accounts', overseen),
  FindAccount: asks<Found<AccountRow>>('查看账号', 'Show an account', overseen),

  DelegateWork: does(DelegateWork, '委托工作', 'Delegate work', {
    ...administrative,
    roles: ['unit-head', 'reporter', 'office'],
    about: 'new',
  }),
  EndDelegation: does(EndDelegation, '终止委托', 'End a delegation', {
    ...administrative,
    roles: ['unit-head', 'reporter', 'office', 'leader', 'security'],
    about: 'delegation',
  }),
  ListDelegations: asks<Listed<Versioned<DelegationRow>>>('委托列表', 'List delegations', {
    ...everybody,
    scopes: none,
  }),
  FindDelegation: asks<Found<DelegationRow>>('查看委托', 'Show a delegation', { ...everybody, scopes: none }),
  ListInspectorNotices: asks<Listed<InspectorNotice>>('监督账号变动', "List what was done to inspectors' accounts", {
    ...overseen,
    roles: ['inspector', 'audit'],
    scopes: none,
  }),

  RegisterClient: does(RegisterClient, '登记接口客户端', 'Register an API client', { ...administrative, about: 'new' }),
  ChangeClientScopes: does(ChangeClientScopes, '变更接口权限范围', 'Change the scopes of an API client', {
    ...administrative,
    about: 'client',
  }),
  IssueClientKey: does<IssueClientKey, IssuedKey>(IssueClientKey, '签发接口密钥', 'Issue an API key', {
    ...administrative,
    about: 'client',
  }),
  RevokeClientKey: does(RevokeClientKey, '吊销接口密钥', 'Revoke an API key', { ...administrative, about: 'client' }),
  SuspendClient: does(SuspendClient, '停用接口客户端', 'Suspend an API client', { ...administrative, about: 'client' }),
  ReinstateClient: does(ReinstateClient, '恢复接口客户端', 'Reinstate an API client', {
    ...administrative,
    about: 'client',
  }),
  ListClients: asks<Listed<Versioned<ClientRow>>>('接口客户端列表', 'List API clients', overseen),
  FindClient: asks<Found<ShownClient>>('查看接口客户端', 'Show an API client', overseen),

  LinkAccount: does(LinkAccount, '关联统一身份', 'Link an account to an identity elsewhere', administrative),
  UnlinkAccount: does(UnlinkAccount, '解除统一身份关联', 'Unlink an account', administrative),
  ListAccountLinks: asks<Listed<AccountLinkRow>>('统一身份关联列表', 'List the links of an account', {
    ...everybody,
    roles: overseers,
    scopes: none,
  }),

  OpenSession: calls<Tokens>('登录', 'Sign in', unsigned),
  RefreshSession: calls<Tokens>('登录续期', 'Renew a session', { ...unsigned, note: 'The refresh token is the proof' }),
  BeginExternalSession: calls<Redirection>('经统一身份登录', 'Begin to sign in through the provider', unsigned),
  OpenExternalSession: calls<Tokens | GivenProof>('统一身份登录回调', 'Sign in through the provider', {
    ...unsigned,
    note: 'The code of the provider is the proof',
  }),
  CloseSession: calls<void>('退出', 'Sign out', { ...unsigned, roles: 'signed-in' }),
  ReadMe: asks<Me>('我的账号', 'Show the own account', { ...everybody, scopes: ['read', 'audit', 'export'] }),
  ProveIdentity: calls<GivenProof>('验证本人身份', 'Prove anew who it is', { ...unsigned, roles: 'signed-in' }),
  BeginExternalProof: calls<ProofBegun>('经统一身份验证本人', 'Begin to prove through the provider who it is', {
    ...unsigned,
    roles: 'signed-in',
  }),
  ChangeOwnPassword: calls<void>('修改本人密码', 'Change the own password', { ...unsigned, roles: 'signed-in' }),

  ...sentByTheProgram,
});
