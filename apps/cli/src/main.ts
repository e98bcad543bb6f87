import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { aCommand } from './command-line.js';
import { commands as listed } from './commands.js';
import { CliFailure, exitCodes, failedWith } from './failure.js';

const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法 Usage:',
  'Arguments:': '参数 Arguments:',
  'Options:': '选项 Options:',
  'Commands:': '命令 Commands:',
};

const commands = await Promise.all(
  listed.map(async ({ completed, ...explained }) => {
    const command = aCommand(explained);
    return command.name() === process.argv[2] ? (await completed())(command) : command;
  }),
);

const program = new Command('rectify')
  .description('巡察整改工作引擎 (rectification of inspection findings)')
  .helpOption('-h, --help', '显示帮助 (show this help)')
  .helpCommand(false);
for (const command of [program, ...commands]) {
  // Commander's own message is left out: the failure is told once, in our words.
  command.exitOverride().configureOutput({ outputError: () => undefined });
  command.configureHelp({ styleTitle: (title) => titles[title] ?? title });
}
for (const command of commands) program.addCommand(command);

const asFailure = (error: unknown): unknown =>
  error instanceof CommanderError
    ? new CliFailure('cli.usage', { message: error.message.replace(/^error: /, '') })
    : error;

const asked = (error: unknown): boolean => error instanceof CommanderError && error.exitCode === 0;

/** Called without a command: the help that was shown says it all. */
const helped = (error: unknown): boolean => error instanceof CommanderError && error.code === 'commander.help';

const tell = async (error: unknown): Promise<number> => {
  if (asked(error)) return exitCodes.done;
  if (helped(error)) return exitCodes.usage;
  const { exitCode, problem, lines } = await failedWith(asFailure(error));
  if (process.argv.includes('--json')) console.error(JSON.stringify(problem, null, 2));
  else for (const line of lines) console.error(line);
  return exitCode;
};

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = await tell(error);
}
