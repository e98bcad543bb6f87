import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { CommandClass } from '#event-sourcing';
import { isRouted } from '#event-sourcing-nest';
import { identityActs } from '../acts.js';
import { GrantRole, OpenAccount, WithdrawRole } from './account/opening.js';
import { CloseAccount, ReinstateAccount, SuspendAccount } from './account/suspension.js';
import { ConfirmReset, IssueOneTimePassword } from './account/passwords.js';
import { ChangeClientScopes, RegisterClient, ReinstateClient, SuspendClient } from './client/registration.js';
import { IssueClientKey, RevokeClientKey } from './client/keys.js';
import { DelegateWork, EndDelegation } from './delegation/delegation.js';
import { LinkAccount, UnlinkAccount } from './link/link.js';
import { ConfirmMerger, MergePersons, UndoMerger } from './merger/merging.js';
import { CorrectPerson, RegisterPerson } from './person/registration.js';
import { HoldPost, LeavePost } from './person/appointment.js';
import { DissolveUnit, MoveUnit, RegisterUnit, RenameUnit } from './unit/unit.js';

const wrongFields = (type: CommandClass, body: object): string[] =>
  validateSync(plainToInstance(type, body), { whitelist: true, forbidNonWhitelisted: true }).map((e) => e.property);

const id = '5b2c9a52-6d6d-4f0e-9d0a-3f6f6a0e1c11';

const client = {
  name: '监管平台',
  responsibleId: id,
  unitId: id,
  roles: ['office'],
  scopes: ['read'],
  purpose: '对接',
};
const linked = { accountId: id, issuer: 'https://sso.example', subject: 'wang', reason: '统一登录' };
const reason = '工作需要';

const wellFormed: readonly (readonly [CommandClass, object])[] = [
  [RegisterUnit, { name: '党政办公室', parentId: id, effectiveOn: '2023-04-12' }],
  [RenameUnit, { name: '办公室' }],
  [MoveUnit, { parentId: id, reason }],
  [DissolveUnit, { reason: '机构改革' }],
  [RegisterPerson, { name: '王芳', staffNumber: '0412', distinct: true }],
  [CorrectPerson, { name: '王方', reason: '笔误' }],
  [MergePersons, { survivorId: id, absorbedId: id, reason }],
  [UndoMerger, { absorbedId: id, reason }],
  [ConfirmMerger, { absorbedId: id, reason }],
  [HoldPost, { unitId: id, post: '主任', from: '2021-03-01' }],
  [LeavePost, { unitId: id, post: '主任', to: '2024-03-01' }],
  [OpenAccount, { login: 'wang.fang', personId: id, roles: ['office', 'leader'] }],
  [GrantRole, { role: 'leader', reason }],
  [WithdrawRole, { role: 'leader', reason }],
  [SuspendAccount, { reason }],
  [CloseAccount, { reason }],
  [ReinstateAccount, { reason }],
  [IssueOneTimePassword, { reason }],
  [ConfirmReset, { reason }],
  [RegisterClient, { ...client, reason }],
  [ChangeClientScopes, { scopes: ['read', 'audit'], reason }],
  [IssueClientKey, { expiresOn: '2024-12-31', label: '生产', reason }],
  [RevokeClientKey, { prefix: 'abcdefgh23', reason }],
  [SuspendClient, { reason }],
  [ReinstateClient, { reason }],
  [LinkAccount, linked],
  [UnlinkAccount, linked],
  [DelegateWork, { to: id, acts: ['ReportProgress'], from: '2023-01-01', until: '2023-12-31', reason }],
  [EndDelegation, { reason }],
];

describe('a well-formed body', () => {
  it('exists here for every command that a client may send', () => {
    const sent = Object.values(identityActs).filter((act) => isRouted(act) && act.kind === 'command');
    const here = new Set(wellFormed.map(([{ name }]) => name));
    expect(sent.length).toBeGreaterThan(20);
    expect(sent.filter(({ name }) => !here.has(name)).map(({ name }) => `write a body of ${name}`)).toEqual([]);
  });

  it.each(wellFormed)('of %p is taken', (type, body) => {
    expect(wrongFields(type, body)).toEqual([]);
  });

  it.each(wellFormed)('of %p names each field of a wrong type, and one that it does not know', (type, body) => {
    const spoiled = Object.fromEntries(Object.keys(body).map((field) => [field, { not: 'this' }]));
    expect(wrongFields(type, { ...spoiled, surprise: 1 }).sort()).toEqual([...Object.keys(body), 'surprise'].sort());
  });
});

describe('a malformed body', () => {
  it.each<[string, CommandClass, object, string[]]>([
    [
      'a fact that only the server fills',
      RegisterUnit,
      { name: '甲', parent: { name: '乙', dissolved: false } },
      ['parent'],
    ],
    ['who acts', RegisterPerson, { name: '王芳', actor: { id: 'x' } }, ['actor']],
    ['a day that does not exist', HoldPost, { unitId: id, post: '主任', from: '2023-02-30' }, ['from']],
    ['a missing reason', DissolveUnit, {}, ['reason']],
    ['a missing reason for withdrawing', WithdrawRole, { role: 'office' }, ['reason']],
    ['an account entered late', GrantRole, { role: 'office', effectiveOn: '2023-01-01' }, ['effectiveOn']],
    ['a login in capitals', OpenAccount, { login: 'Wang', personId: id, roles: ['office'] }, ['login']],
    ['the system as a role', OpenAccount, { login: 'wang', personId: id, roles: ['system'] }, ['roles']],
    ['no role', OpenAccount, { login: 'wang', personId: id, roles: [] }, ['roles']],
    ['a role twice', OpenAccount, { login: 'wang', personId: id, roles: ['office', 'office'] }, ['roles']],
    ['a wrong type', RegisterPerson, { name: 7 }, ['name']],
  ])('is refused for %s', (_, type, body, fields) => {
    expect(wrongFields(type, body)).toEqual(fields);
  });
});

describe('text that nobody sees', () => {
  it.each([['\u200b'], ['\u2800'], ['\u3164'], ['\u115f'], ['\u1160'], ['\uffa0'], [' \n']])(
    'is refused: %j',
    (text) => {
      expect(wrongFields(RegisterUnit, { name: text, reason: text })).toEqual(['name', 'reason']);
      expect(wrongFields(DissolveUnit, { reason: text })).toEqual(['reason']);
    },
  );

  it('is not what ordinary words are taken for', () => {
    for (const text of ['整改办', 'Office', '👍', 'Zoë'])
      expect(wrongFields(RegisterUnit, { name: text, reason: text })).toEqual([]);
  });
});
