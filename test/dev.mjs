// The server from its sources, started again after each change. Its data lie under ./data, as those of `npm start`.
import { spawn } from 'node:child_process';

const watching = '--watch --watch-preserve-output --watch-path=apps --watch-path=libs';
const fromSource = '--conditions=source --import ./test/support/from-source.mjs';
const program = 'apps/cli/src/main.ts serve';

const args = [watching, fromSource, program].join(' ').split(' ');
const child = spawn(process.execPath, [...args, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 0));
