// The order of the spec files: a long one that begins last keeps one worker busy while the other has nothing to do.
import { relative } from 'node:path';
import TestSequencer from '@jest/test-sequencer';

/** Seconds, as measured once on two cores, for machines that have run nothing yet; Jest remembers its own for the rest. */
const SECONDS = {
  'test/crash/killed-server.spec.ts': 200,
  'test/crash/postgres-killed-database.spec.ts': 85,
  'apps/cli/src/main.spec.ts': 90,
  'test/acceptance/rights-matrix.spec.ts': 70,
  'test/crash/racing-signatures.spec.ts': 60,
  'test/crash/racing-rights.spec.ts': 40,
  'test/crash/power-loss.spec.ts': 40,
  'test/crash/graceful-stop.spec.ts': 33,
  'test/crash/network-faults.spec.ts': 30,
  'test/crash/overload.spec.ts': 30,
  'test/architecture/tools.spec.ts': 30,
  'test/acceptance/scaled-out.spec.ts': 22,
  'test/acceptance/scaled-out-revocation.spec.ts': 22,
  'apps/cli/src/copy-command.spec.ts': 20,
  'test/acceptance/ledger-story.spec.ts': 15,
};

export default class LongestFirst extends TestSequencer {
  sort(tests) {
    const secondsOf = ({ path, duration, context }) =>
      duration === undefined ? (SECONDS[relative(context.config.rootDir, path)] ?? 0) : duration / 1_000;
    // Sorting is stable: what is not known stays as Jest has it, the largest file first.
    return [...super.sort(tests)].sort((a, b) => secondsOf(b) - secondsOf(a));
  }
}
