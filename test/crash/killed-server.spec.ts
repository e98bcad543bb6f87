import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Journal, Load, setScene } from '../support/crash-load.js';
import { longForm, seeded, seedGiven, tell } from '../support/crash-random.js';
import { KillableServer, storedEvents } from '../support/crash-server.js';
import { clean, verdict } from '../support/crash-verdict.js';
import { loseNewestRow, viewsThatDiffer } from '../support/crash-views.js';

const ROUNDS = longForm('RECTIFY_CRASH_ROUNDS', 8);
/** A new history after so many rounds, so that rebuilding it each time does not outgrow the rounds themselves. */
const ROUNDS_OF_A_HISTORY = 25;
const REPORTERS = 12;
const [EARLIEST_MS, LATEST_MS] = [100, 700];
const early = new URL('../support/crash-early-acknowledgement.mjs', import.meta.url).href;
const reported = ({ request }: Journal['acknowledged'][number]): boolean => request.login === 'reporter';

describe('given a server that is killed at random moments while several clients post commands', () => {
  const seed = seedGiven();
  const random = seeded(seed);
  let folder: string;
  let load: Load;
  let server: KillableServer | undefined;

  const newHistory = async () => {
    folder = mkdtempSync(join(tmpdir(), 'rectify-crash-'));
    load = new Load(await setScene(folder), random);
  };
  const killUnderLoad = async (victim: KillableServer) => {
    const { over } = await load.begin(victim, REPORTERS);
    await pause(EARLIEST_MS + random() * (LATEST_MS - EARLIEST_MS));
    while (!load.journal.acknowledged.some(reported)) await pause(5);
    await victim.kill();
    await over;
  };
  const verdictNow = async () => verdict(await storedEvents(folder), load.journal);
  const dropHistory = async () => {
    await server?.kill();
    rmSync(folder, { recursive: true, force: true });
  };

  beforeEach(async () => {
    await newHistory();
    server = await KillableServer.start(folder);
  }, 60_000);
  afterEach(dropHistory);

  it(
    'keeps each acknowledged event once and in order, acts once on a repeated request, and has the views of a rebuild',
    async () => {
      const sums = { acknowledged: 0, unanswered: 0 };
      for (let round = 1; round <= ROUNDS; round++) {
        const before = load.journal.acknowledged.length;
        await killUnderLoad(server!);
        expect(await verdictNow()).toEqual(clean);
        sums.acknowledged += load.journal.acknowledged.length - before;
        sums.unanswered += load.journal.unanswered.length;
        server = await KillableServer.start(folder);
        await load.repeatUnanswered(server);
        await server.level();
        expect(load.journal.unanswered).toEqual([]);
        expect(await verdictNow()).toEqual(clean);
        expect(await viewsThatDiffer(folder)).toEqual([]);
        if (round % ROUNDS_OF_A_HISTORY > 0 || round === ROUNDS) continue;
        await dropHistory();
        await newHistory();
        server = await KillableServer.start(folder);
      }
      tell(
        `kill -9 on SQLite: seed ${seed}, ${ROUNDS} kills, ${sums.acknowledged} acknowledged, ` +
          `${sums.unanswered} unanswered and repeated, 0 lost, 0 doubled`,
      );
      expect(sums.acknowledged).toBeGreaterThan(ROUNDS);
      expect(sums.unanswered).toBeGreaterThan(0);
    },
    60_000 + ROUNDS * 20_000,
  );

  it('would notice a store that acknowledges before it commits', async () => {
    await server!.kill();
    server = await KillableServer.start(folder, early);
    await killUnderLoad(server);
    const { lost } = await verdictNow();
    tell(`control, acknowledged before COMMIT: seed ${seed}, 1 kill, ${lost.length} lost`);
    expect(lost.length).toBeGreaterThan(0);
  });

  it('would notice a request that acts twice, and a view whose checkpoint was committed without its rows', async () => {
    await killUnderLoad(server!);
    server = await KillableServer.start(folder);
    const { request } = load.journal.acknowledged.find(reported)!;
    await load.repeatWithoutKey(server, request);
    expect((await verdictNow()).twice).toEqual([request.mark]);
    await server.level();
    await server.kill();
    loseNewestRow(folder, 'ledger');
    server = await KillableServer.start(folder);
    expect(await viewsThatDiffer(folder)).toEqual(['ledger']);
  });
});
