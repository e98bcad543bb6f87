import { type EventTypeTexts, fact } from '#contracts';
import type { AccountEvent } from './domain/account/events.js';
import type { AuthorityEvent } from './domain/authority/events.js';
import type { ClientEvent } from './domain/client/events.js';
import type { DelegationEvent } from './domain/delegation/events.js';
import type { DutiesEvent } from './domain/duties/events.js';
import type { LinkEvent } from './domain/link/events.js';
import type { MergerEvent } from './domain/merger/events.js';
import type { NameEvent } from './domain/name/events.js';
import type { PersonEvent } from './domain/person/events.js';
import type { UnitEvent } from './domain/unit/events.js';

type IdentityEvent =
  | UnitEvent
  | PersonEvent
  | NameEvent
  | MergerEvent
  | AccountEvent
  | ClientEvent
  | LinkEvent
  | DutiesEvent
  | AuthorityEvent
  | DelegationEvent;

export const identityEventTypes: EventTypeTexts<IdentityEvent['type']> = {
  UnitRegistered: fact('单位登记', 'A unit was registered'),
  UnitRenamed: fact('单位更名', 'A unit was renamed'),
  UnitMoved: fact('单位隶属更正', 'A unit was put under another one'),
  UnitDissolved: fact('单位撤销', 'A unit was dissolved'),
  PersonRegistered: fact('人员登记', 'A person was registered'),
  PersonCorrected: fact('人员信息更正', 'The name of a person was corrected'),
  PostTaken: fact('任职', 'A person took up a post'),
  PostLeft: fact('免职', 'A person left a post'),
  MergerProposed: fact('提出人员合并事项', 'A merger of two persons, or its undoing, was proposed'),
  PersonsMerged: fact('人员合并', 'Two registrations of one person were merged'),
  MergerUndone: fact('撤销人员合并', 'A merger was undone'),
  PersonAbsorbed: fact('并入另一人员', 'A person goes on as another one'),
  PersonTookOver: fact('并入他人登记', 'A person goes on for another one as well'),
  PersonSetApart: fact('人员恢复分立', 'Two persons who had been merged are two again'),
  NameTaken: fact('占用名称', 'A name or staff number was taken'),
  NameLeft: fact('名称不再使用', 'A name or staff number was left'),
  AccountOpened: fact('开立账号', 'An account was opened'),
  RoleGranted: fact('授予角色', 'A role was granted'),
  RoleWithdrawn: fact('收回角色', 'A role was withdrawn'),
  AccountSuspended: fact('停用账号', 'An account was suspended'),
  AccountReinstated: fact('恢复账号', 'An account was reinstated'),
  AccountClosed: fact('注销账号', 'An account was closed for good'),
  PasswordSet: fact('设置密码', 'A password was set'),
  AdministratorRecovered: fact('本机恢复管理员', 'An administrator was let in again on the machine'),
  ConfirmationAwaited: fact('等待核实登录凭证', 'A link given by another awaits its confirmation'),
  ResetConfirmed: fact('核实登录凭证', 'Credentials given by another were confirmed'),
  SignedIn: fact('登录', 'Somebody signed in'),
  SessionRenewed: fact('登录续期', 'A session was renewed'),
  SignInFailed: fact('登录失败', 'A sign-in failed'),
  SignedOut: fact('退出', 'Somebody signed out'),
  SessionRevoked: fact('会话被终止', 'A session was ended from outside'),
  ClientRegistered: fact('接口客户端登记', 'An API client was registered'),
  ClientScopesChanged: fact('接口权限范围变更', 'Scopes of an API client were changed'),
  ClientKeyIssued: fact('签发接口密钥', 'An API key was issued'),
  ClientKeyRevoked: fact('吊销接口密钥', 'An API key was revoked'),
  ClientKeyUsed: fact('接口密钥当日首次使用', 'An API key was used, the first time that day'),
  ClientKeyRefused: fact('接口密钥被拒', 'An API key was refused'),
  ClientSuspended: fact('停用接口客户端', 'An API client was suspended'),
  ClientReinstated: fact('恢复接口客户端', 'An API client was reinstated'),
  AccountLinked: fact('关联统一身份', 'An account was linked to an identity elsewhere'),
  AccountUnlinked: fact('解除统一身份关联', 'A link to an identity elsewhere was removed'),
  DutiesTaken: fact('人员取得角色', 'A person took up roles'),
  DutiesLaidDown: fact('人员卸任角色', 'A person laid roles down'),
  AdministratorStoodIn: fact('系统管理员代行安全管理', 'The system administrator stood in for security'),
  SecurityDutiesSeparated: fact('安全管理职责分立', 'Security duties were separated'),
  WitnessStood: fact('首位核实人', 'The first overseer who confirms stood up'),
  CredentialsLost: fact('登录凭证全部失效', 'Nobody had a password left'),
  WorkDelegated: fact('委托工作', 'Work was delegated'),
  DelegationEnded: fact('终止委托', 'A delegation was ended'),
};
