import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface FailedStart {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The server as a process of its own, from the sources, that is expected to end by itself. */
export const failingStart = async (environment: Readonly<Record<string, string>>): Promise<FailedStart> => {
  const program = ['--conditions=source', '--import', './test/support/from-source.mjs', 'apps/server/src/main.ts'];
  const child = spawn(process.execPath, program, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...environment },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout, stderr };
};
