import { internal } from '#event-sourcing-nest';
import { AwaitConfirmation, SetPassword } from './domain/account/passwords.js';
import {
  EndLinkedSessions,
  FailSignIn,
  RenewSession,
  RevokeSession,
  SignIn,
  SignOut,
} from './domain/account/sessions.js';
import { RecoverAdministrator } from './domain/account/recovery.js';
import { LoseCredentials, SeparateSecurityDuties, StandIn, StandWitness } from './domain/authority/authority.js';
import { RecordKeyRefusal, RecordKeyUse } from './domain/client/keys.js';
import { BeAbsorbed, SetApart, TakeOver } from './domain/person/absorption.js';
import { LeaveName, TakeName } from './domain/name/name.js';
import { LayDownDuties, TakeDuties } from './domain/duties/duties.js';

/** Commands that no route takes. */
export const sentByTheProgram = {
  BeAbsorbed: internal(BeAbsorbed, '并入另一人员', 'Go on as another person', 'together with merging persons'),
  TakeOver: internal(TakeOver, '并入他人登记', 'Go on for another person', 'together with merging persons'),
  SetApart: internal(SetApart, '人员恢复分立', 'Set two persons apart', 'together with undoing a merger'),
  TakeName: internal(TakeName, '占用名称', 'Take a name', 'together with registering, correcting or renaming'),
  LeaveName: internal(LeaveName, '停用名称', 'Leave a name', 'together with correcting, renaming or dissolving'),
  TakeDuties: internal(TakeDuties, '取得角色', 'Take up roles', 'together with an act on an account'),
  LayDownDuties: internal(LayDownDuties, '卸任角色', 'Lay roles down', 'together with an act on an account'),
  StandIn: internal(StandIn, '代行安全管理', 'Stand in for security', 'together with an act on an account'),
  SeparateSecurityDuties: internal(
    SeparateSecurityDuties,
    '安全管理职责分立',
    'Separate security duties',
    'together with an act on an account',
  ),
  AwaitConfirmation: internal(
    AwaitConfirmation,
    '等待核实登录凭证',
    'Wait for the confirmation of a link',
    'together with linking an account',
  ),
  StandWitness: internal(
    StandWitness,
    '首位核实人',
    'Be the first who confirms',
    'together with the first confirmation',
  ),
  EndLinkedSessions: internal(
    EndLinkedSessions,
    '终止关联会话',
    'End the sessions of a link',
    'together with unlinking an account',
  ),
  RecoverAdministrator: internal(
    RecoverAdministrator,
    '本机恢复管理员',
    'Recover an administrator',
    'the operator of the machine',
  ),
  LoseCredentials: internal(
    LoseCredentials,
    '登录凭证全部失效',
    'Begin confirmations anew',
    'together with recovering an administrator',
  ),
  SetPassword: internal(SetPassword, '设置密码', 'Set a password', 'the sign-in'),
  SignIn: internal(SignIn, '记录登录', 'Record a sign-in', 'the sign-in'),
  RenewSession: internal(RenewSession, '记录登录续期', 'Record a renewal', 'the sign-in'),
  FailSignIn: internal(FailSignIn, '记录登录失败', 'Record a failed sign-in', 'the sign-in'),
  SignOut: internal(SignOut, '记录退出', 'Record a sign-out', 'the sign-in'),
  RevokeSession: internal(RevokeSession, '终止会话', 'End a session from outside', 'the sign-in'),
  RecordKeyUse: internal(RecordKeyUse, '记录密钥使用', 'Record the use of a key', 'the sign-in of API clients'),
  RecordKeyRefusal: internal(
    RecordKeyRefusal,
    '记录密钥被拒',
    'Record the refusal of a key',
    'the sign-in of API clients',
  ),
};
