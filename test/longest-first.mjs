// The order of the spec files: a long one that begins last keeps one worker busy while the other has nothing to do.
import { relative } from 'node:path';
import TestSequencer from '@jest/test-sequencer';

/** Seconds, as measured once on two cores, for machines that have run nothing yet; Jest remembers its own for the rest. */
const SECONDS = {
  'test/crash/killed-server.spec.ts': 240,
  'test/crash/postgres-killed-database.spec.ts': 80,
  'apps/cli/src/main.spec.ts': 75,
  'test/acceptance/rights-matrix.spec.ts': 70,
  'test/crash/racing-signatures.spec.ts': 50,
  'test/architecture/tools.spec.ts': 37,
  'test/crash/graceful-stop.spec.ts': 32,
  'test/crash/network-faults.spec.ts': 31,
  'test/crash/killed-after-vote.spec.ts': 29,
  'test/crash/overload.spec.ts': 29,
  'test/contract/postgres-read-store.spec.ts': 22,
  'test/crash/malformed-requests.spec.ts': 21,
  'test/acceptance/client-program.spec.ts': 20,
  'apps/server/src/main.spec.ts': 13,
  'test/acceptance/scaled-out.spec.ts': 12,
  'test/acceptance/scaled-out-revocation.spec.ts': 12,
  'test/crash/racing-rights.spec.ts': 12,
  'libs/disclosure/src/writing/report-formats.spec.ts': 12,
  'test/crash/postgres-full-disk.spec.ts': 11,
  'test/acceptance/ledger-story.spec.ts': 11,
  'test/contract/postgres-process-leaders.spec.ts': 10,
  'test/crash/power-loss.spec.ts': 10,
};

export default class LongestFirst extends TestSequencer {
  sort(tests) {
    const secondsOf = ({ path, duration, context }) =>
      duration === undefined ? (SECONDS[relative(context.config.rootDir, path)] ?? 0) : duration / 1_000;
    // Sorting is stable: what is not known stays as Jest has it, the largest file first.
    return [...super.sort(tests)].sort((a, b) => secondsOf(b) - secondsOf(a));
  }
}
