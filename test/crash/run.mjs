// The long form of the crash tests, one file after another; a count given in the environment goes before the one here.
import { spawnSync } from 'node:child_process';

const rounds = {
  RECTIFY_CRASH_ROUNDS: 500,
  RECTIFY_CRASH_POSTGRES_ROUNDS: 200,
  RECTIFY_CRASH_RACES: 2_000,
  RECTIFY_CRASH_FAULTS: 200,
  RECTIFY_CRASH_STOPS: 50,
  RECTIFY_CRASH_CUTS: 5_000,
  RECTIFY_CRASH_DISK_FAULTS: 1_000,
  RECTIFY_CRASH_MALFORMED: 20_000,
};
const long = Object.fromEntries(Object.entries(rounds).map(([name, count]) => [name, String(count)]));
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

const { status } = spawnSync(
  process.execPath,
  [...jest, ...process.argv.slice(2), '--selectProjects', 'crash', '--maxWorkers=1'],
  { stdio: 'inherit', env: { ...long, ...process.env } },
);
process.exit(status ?? 1);
