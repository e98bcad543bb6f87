import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The command line from its sources, as arguments of Node. */
export const PROGRAM = ['--conditions=source', '--import', './test/support/from-source.mjs', 'apps/cli/src/main.ts'];

/** A ledger of 42 issues, and what has to be said with it. */
export const LEDGER = join(process.cwd(), '..', 'shared', 'data/ledger-42.xlsx');
export const FACTS = (
  '--title 第三轮巡察整改台账 --organisation 某开发区工委 --team 市委第七巡察组 --inspected-from 2023-04-12 ' +
  '--inspected-to 2023-06-13 --delivered-on 2023-08-29 --as-of 2023-11-30 --review-on 2024-06-30 --history carried-over'
).split(' ');

/** Without what the surroundings of the run would tell the program. */
export const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('RECTIFY_') && name !== 'NODE_OPTIONS'),
);

export const rectify = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...PROGRAM, ...args], { env: environment });
  return { status, out: stdout.toString(), error: stderr.toString() };
};
