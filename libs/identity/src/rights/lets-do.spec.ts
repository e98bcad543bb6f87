import { asks, calls, declare, does, type RoutedAct } from '#event-sourcing-nest';
import { SuspendAccount } from '../domain/account/suspension.js';
import { RenameUnit } from '../domain/unit/unit.js';
import { letsDo } from './lets-do.js';

const said = { roles: 'signed-in', scopes: [], proof: 'session', about: 'unit' } as const;
const call = { roles: 'signed-in', scopes: [], proof: 'session' } as const;
const query = { roles: 'signed-in', scopes: [], recorded: false } as const;
const acts: Readonly<Record<string, RoutedAct>> = declare('spec', {
  RenameUnit: does(RenameUnit, '更名', 'Rename', { ...said, delegable: true }),
  SuspendAccount: does(SuspendAccount, '停用', 'Suspend', { ...said, delegable: false }),
  FindIssue: asks<object>('查看', 'Show', { ...query, delegable: true }),
  ReadTrail: asks<object>('留痕', 'Read', { ...query, delegable: false }),
  UploadEvidence: calls<object>('上传', 'Upload', { ...call, delegable: ['RenameUnit'] }),
  CloseSession: calls<void>('退出', 'Sign out', { ...call, delegable: false }),
});

const lets = (delegated: string[], ...names: string[]) => names.map((name) => letsDo(delegated, acts[name]!));

describe('what a delegation lets do', () => {
  it('is the work that it names, what is seen with it, and the upload that goes with it', () => {
    expect(lets(['RenameUnit'], 'RenameUnit', 'FindIssue', 'UploadEvidence')).toEqual([true, true, true]);
    expect(lets(['RenameUnit'], 'SuspendAccount', 'ReadTrail', 'CloseSession')).toEqual([false, false, false]);
    expect(lets(['ReportProgress'], 'RenameUnit', 'UploadEvidence')).toEqual([false, false]);
  });

  it('is nothing that is not declared delegable, even when it is named', () => {
    expect(
      lets(['SuspendAccount', 'ReadTrail', 'CloseSession'], 'SuspendAccount', 'ReadTrail', 'CloseSession'),
    ).toEqual([false, false, false]);
  });
});
