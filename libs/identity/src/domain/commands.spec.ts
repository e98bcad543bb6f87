import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { CommandClass } from '#event-sourcing';
import { GrantRole, OpenAccount, WithdrawRole } from './account/commands.js';
import { HoldPost, RegisterPerson } from './person/commands.js';
import { DissolveUnit, RegisterUnit } from './unit/commands.js';

const wrongFields = (type: CommandClass, body: object): string[] =>
  validateSync(plainToInstance(type, body), { whitelist: true, forbidNonWhitelisted: true }).map((e) => e.property);

const id = '5b2c9a52-6d6d-4f0e-9d0a-3f6f6a0e1c11';

describe('a well-formed body', () => {
  it.each<[CommandClass, object]>([
    [RegisterUnit, { name: '党政办公室', parentId: id, effectiveOn: '2023-04-12' }],
    [DissolveUnit, { reason: '机构改革' }],
    [RegisterPerson, { name: '王芳' }],
    [HoldPost, { unitId: id, post: '主任', from: '2021-03-01' }],
    [OpenAccount, { login: 'wang.fang', personId: id, roles: ['office', 'leader'] }],
    [GrantRole, { role: 'leader' }],
  ])('of %p is taken', (type, body) => {
    expect(wrongFields(type, body)).toEqual([]);
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
