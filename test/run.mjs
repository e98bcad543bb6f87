// Runs every test project and closes with one line that sums what Jest really executed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** For the databases of a run. */
const ROOM_GIB = 4;
const roomIn = (path) => {
  if (!existsSync(path)) return 0;
  const { bavail, bsize } = statfsSync(path);
  return (bavail * bsize) / 1024 ** 3;
};
if (Math.max(roomIn('/dev/shm'), roomIn(tmpdir())) < ROOM_GIB) {
  console.error(`the tests need ${ROOM_GIB} GiB free in ${tmpdir()} or in /dev/shm; nothing was run`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'rectify-test-'));
const outcome = join(folder, 'outcome.json');
const started = Date.now();
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

// The delivered report and ledger lie beside the checkout, not in it: they are somebody else's text.
const readers = [
  'libs/disclosure/src/reading/ledger/reader.spec.ts',
  'libs/disclosure/src/reading/report/reader.spec.ts',
  'libs/disclosure/src/importing/importing.fixture.ts',
  'apps/cli/src/main.spec.ts',
  'test/support/ledger-file.ts',
  'test/acceptance/report-story.spec.ts',
];
const withoutInputs = () => {
  if (existsSync('../shared')) return [];
  const listed = spawnSync(process.execPath, [...jest, '--listTests', '--findRelatedTests', ...readers], {
    encoding: 'utf8',
  });
  const specs = listed.stdout.split('\n').filter((line) => line.endsWith('.spec.ts'));
  console.log(
    `${specs.length} spec files read the delivered inputs in ../shared, which is not there; they are left out:`,
  );
  for (const spec of specs) console.log(`  ${relative('.', spec)}`);
  return specs.length === 0 ? [] : ['--testPathIgnorePatterns', ...specs.map((spec) => spec.replaceAll('.', '\\.'))];
};

const { status } = spawnSync(
  process.execPath,
  [...jest, '--json', `--outputFile=${outcome}`, '--maxWorkers=2', ...process.argv.slice(2), ...withoutInputs()],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);

let counts = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numRuntimeErrorTestSuites: 0 };
try {
  counts = JSON.parse(readFileSync(outcome, 'utf8'));
} catch {
  console.error('the test runner left no result');
}
rmSync(folder, { recursive: true, force: true });

// A suite that could not even start counts as one failure.
const failed = counts.numFailedTests + counts.numRuntimeErrorTestSuites;
console.log(`in ${Math.round((Date.now() - started) / 1000)} s`);
const skipped = counts.numPendingTests ? `, ${counts.numPendingTests} skipped` : '';
console.log(`${counts.numPassedTests} passed, ${failed} failed${skipped}`);
process.exit(status === 0 && counts.numPassedTests > 0 && failed === 0 ? 0 : 1);
