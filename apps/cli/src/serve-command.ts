import type { Command } from 'commander';
import type { EveryOption } from './command-line.js';
import { showDemo } from './demo-accounts.js';
import { configOf, isInUse, notOpened } from './opening.js';
import { printLines } from './output.js';

interface ServeOptions extends EveryOption {
  readonly port?: string;
  readonly host?: string;
  readonly demo?: boolean;
}

/** The server is loaded only here: no other command needs it. */
const serveUntilTold = async ({ port, host, demo, ...options }: ServeOptions): Promise<void> => {
  const environment = { ...process.env };
  if (port !== undefined) environment['RECTIFY_PORT'] = port;
  if (host !== undefined) environment['RECTIFY_HOST'] = host;
  const config = await configOf(options, environment);
  const { serve } = await import('../../server/src/serve.js');
  const serving = await serve(config).catch((error: unknown) => {
    throw isInUse(error) ? notOpened(error, '同一数据库只能由一个服务使用 (one server for one database)') : error;
  });
  await printLines(
    `服务已启动：${serving.url} (the server listens)`,
    `接口文档：${serving.url}/api/docs (API documentation)`,
  );
  const { administrator } = serving;
  if (administrator) {
    await printLines(
      `首次启动，已建立管理员 ${administrator.login}，一次性密码 ${administrator.oneTimePassword}，仅显示这一次 ` +
        '(administrator with a one-time password, shown only now)',
    );
  }
  if (demo) await showDemo(serving);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void serving.close());
};

export const serveCommand = (command: Command): Command =>
  command
    .option('--port <number>', '端口，0 为任意空闲端口 (port; 0 takes a free one)')
    .option(
      '--demo',
      '载入演示轮次（一个已办结，一个在办）并列出账号 (loads a finished round and one in work, and lists the accounts)',
    )
    .option('--host <address>', '监听地址 (address to listen on)')
    .action(serveUntilTold);
