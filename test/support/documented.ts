import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { environment, PROGRAM } from './command-line.js';

/** The commands that docs/operations.md gives under a heading, a line each, without what is said behind them. */
export const commandsUnder = (heading: string): string[] => {
  const text = readFileSync('docs/operations.md', 'utf8');
  const [, section] = text.split(`\n### ${heading}\n`);
  if (section === undefined) throw new Error(`docs/operations.md has no heading "${heading}"`);
  const lines = section.split(/\n##+ /)[0]!.split('\n');
  return lines.filter((line) => line.startsWith('    ')).map((line) => line.trim().replace(/\s+# .*$/, ''));
};

export interface Place {
  /** Where somebody would stand who types them. */
  readonly cwd: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** What stands for the words in capitals. */
  readonly words: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

/** Types one of them into a shell, `npx rectify` being the program from its sources. */
export const typed = async (command: string, { cwd, variables, words }: Place): Promise<Answered> => {
  const filled = Object.entries(words).reduce((line, [word, value]) => line.replaceAll(word, value), command);
  const program = [process.execPath, ...PROGRAM.map((word) => (existsSync(word) ? resolve(word) : word))];
  const shell = `npx() { shift; ${program.map((word) => `'${word}'`).join(' ')} "$@"; }; ${filled}`;
  const child = spawn('sh', ['-c', shell], { cwd, env: { ...environment, ...variables } });
  const [out, error, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status: status as number, out, error };
};
