import type { Command as CliCommand } from 'commander';
import type { EveryOption } from './command-line.js';
import { CliFailure } from './failure.js';
import { configOf, withEngine } from './opening.js';
import { operator } from './operator.js';
import { printJson, printLines } from './output.js';

interface AdminOptions extends EveryOption {
  readonly login?: string;
  readonly reason?: string;
}

const instead = '请先停止服务再恢复管理员 (stop the server before an administrator is recovered)';

const required = (name: string, value: string | undefined): string => {
  const given = value?.trim();
  if (!given) throw new CliFailure('cli.usage', { message: `恢复管理员须写明 --${name} (say --${name})` });
  return given;
};

const recover = async ({ json, ...options }: AdminOptions): Promise<void> => {
  const [login, reason] = [required('login', options.login), required('reason', options.reason)];
  const config = await configOf(options);
  const { openCredentials, recoverAdministrator } = await import('#identity');
  const credentials = await openCredentials(config.credentialsUrl);
  try {
    const done = await withEngine(config, { instead }, (engine) =>
      recoverAdministrator(engine, credentials, { login, reason, operator }),
    );
    const { oneTimePassword, position, credentialsLost } = done;
    if (json) return await printJson({ login, oneTimePassword, position, credentialsLost });
    await printLines(
      `账号 ${login} 的一次性密码 ${oneTimePassword}，仅显示这一次；已记为第 ${position} 号事件，监督人员可见`,
      '(a one-time password, shown only now; on record where inspectors see it)',
      '首次登录须修改密码；凭证经第三人核实前，不能办理须验证本人身份的事项',
      '(it has to be changed first, and decides nothing until a third person has confirmed it)',
    );
  } finally {
    await credentials.close();
  }
};

export const adminCommand = (command: CliCommand): CliCommand =>
  command
    .option('--login <name>', '系统管理员或安全管理员的登录名 (of a system or security administrator)')
    .option('--reason <text>', '理由，必填 (why, needed)')
    .action(async (act: string, options: AdminOptions) => {
      if (act === 'recover') return recover(options);
      throw new CliFailure('cli.usage', { message: `admin ${act}：只有 admin recover (there is admin recover)` });
    });
