import { Command } from 'commander';
import type { DatabaseOption } from './opening.js';

export interface EveryOption extends DatabaseOption {
  readonly json?: boolean;
}

const EXIT_CODES = `
退出码 Exit codes:
  0  完成 (done)
  1  被规则拒绝，或输入有误 (refused by a rule, or bad input)
  2  命令用法错误 (wrong usage)
  3  存储无法打开、正被使用或尚未跟上 (the store cannot be opened, is in use, or lags behind)
  130  已用 Ctrl-C 取消 (cancelled by Ctrl-C)`;

export interface Explained {
  /** Name and arguments, as commander writes them. */
  readonly call: string;
  readonly does: string;
  readonly example: string;
  /** The command names its event stores itself. */
  readonly namesItsStores?: boolean;
}

/** A command with what all of them have: the database, errors as JSON, one example and the exit codes. */
export const aCommand = ({ call, does, example, namesItsStores = false }: Explained): Command => {
  const [name, ...args] = call.split(' ');
  const command = new Command(name)
    .description(does)
    .helpOption('-h, --help', '显示帮助 (show this help)')
    .option('--json', '结果和错误以 JSON 输出 (result and errors as JSON)')
    .addHelpText('after', `\n示例 Example:\n  $ rectify ${example}\n${EXIT_CODES}`);
  if (!namesItsStores) {
    command.option('--db <url>', '事件库地址，默认 RECTIFY_DATABASE_URL 或 sqlite:./data/rectify.db (event store)');
  }
  for (const arg of args) command.argument(arg);
  return command;
};
