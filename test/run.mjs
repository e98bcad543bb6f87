// Runs every test project and closes with one line that sums what Jest really executed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'rectify-test-'));
const outcome = join(folder, 'outcome.json');
const started = Date.now();
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
const { status } = spawnSync(
  process.execPath,
  [...jest, '--json', `--outputFile=${outcome}`, '--maxWorkers=2', ...process.argv.slice(2)],
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
