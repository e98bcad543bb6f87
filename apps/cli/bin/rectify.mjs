#!/usr/bin/env node
// Runs under whatever Node is installed: an older one hands over to the Node that came with the package.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OLDEST_NODE = 24;
const file = fileURLToPath(import.meta.url);
const root = dirname(dirname(dirname(dirname(file))));
const program = join(root, 'dist', 'apps', 'cli', 'src', 'main.js');

const refuse = (message) => {
  console.error(message);
  process.exit(1);
};

const handOver = () => {
  const node = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  if (process.env.RECTIFY_HANDED_OVER === '1' || !existsSync(node)) {
    refuse(
      `需要 Node ${OLDEST_NODE} 或更高版本，现为 ${process.version}；请先运行 npm ci ` +
        `(Node ${OLDEST_NODE} or newer is needed, this is ${process.version}; run npm ci first)`,
    );
  }
  const child = spawn(node, [file, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, RECTIFY_HANDED_OVER: '1' },
    shell: process.platform === 'win32',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => refuse(`无法启动 ${node}：${error.message} (cannot start the package's own Node)`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
};

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  handOver();
} else if (existsSync(program)) {
  module.enableCompileCache();
  await import(pathToFileURL(program).href);
} else {
  refuse('程序尚未构建，请先运行 npm run build (the program is not built yet: run npm run build first)');
}
