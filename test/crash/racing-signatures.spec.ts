import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Grounds, MOST_RACERS, prepareGrounds, Races } from '../support/crash-races.js';
import { longForm, seeded, seedGiven, tell } from '../support/crash-random.js';
import { startTwoServers, type TwoServers, withoutVersionCheck } from '../support/crash-two-servers.js';

const RACES = longForm('RECTIFY_CRASH_RACES', 100);
const RACES_OF_A_TOKEN = 250;
const CONTROL_RACES = 5;

describe('given leaders who sign off the same issue at the same moment through two servers', () => {
  const seed = seedGiven();
  const random = seeded(seed);
  let folder: string;
  let grounds: Grounds;
  let servers: TwoServers | undefined;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rectify-race-'));
    grounds = await prepareGrounds(folder);
  }, 60_000);
  afterEach(() => servers?.close());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(
    'takes exactly the signatures that are required and closes the issue once',
    async () => {
      servers = await startTwoServers(folder);
      const races = new Races(servers, grounds);
      let requests = 0;
      for (let n = 0; n < RACES; n++) {
        if (n % RACES_OF_A_TOKEN === 0) await races.signIn();
        const required = 1 + (n % 2);
        const racers = 2 + Math.floor(random() * (MOST_RACERS - 1));
        requests += racers;
        const outcome = await races.race(required, racers);
        expect({ n, seed, ...outcome }).toEqual({
          n,
          seed,
          winners: required,
          signatures: required,
          closures: 1,
          strange: [],
        });
      }
      tell(`races on SQLite: seed ${seed}, ${RACES} races of ${requests} signatures, ${RACES} closures`);
    },
    60_000 + RACES * 2_000,
  );

  it('would notice a store that does not look at the version', async () => {
    servers = await startTwoServers(folder, withoutVersionCheck);
    const races = new Races(servers, grounds);
    await races.signIn();
    const closures: number[] = [];
    for (let n = 0; n < CONTROL_RACES; n++) closures.push((await races.race(1, MOST_RACERS)).closures);
    tell(`control, no version check: ${closures.join(', ')} closures of one issue each`);
    expect(Math.max(...closures)).toBeGreaterThan(1);
  });
});
