import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as fc from 'fast-check';
import { Client } from '../support/client.js';
import { eventsIn, type Place, sqlitePlace } from './support/place.js';
import { longForm, seedGiven, tell } from './support/random.js';
import { KillableServer } from './support/server.js';
import { newTally, note } from './support/malformed-answers.js';
import { asBytes, exchange, garbage } from './support/malformed-lines.js';
import { type Description, malformedRequests, operationsOf } from './support/malformed-requests.js';
import { hugeTexts } from './support/malformed-values.js';
import { PASSWORD, startServer } from '../support/server.js';
import { bringToRequest, issueBody, makeWorld, roundBody } from '../support/world.js';

const REQUESTS = longForm('RECTIFY_CRASH_MALFORMED', 2_000);
const WARMING = Math.max(1_000, REQUESTS / 10);
/** Each hash of a password takes 19 MiB on one of four threads, which the allocator keeps for the next. */
const SIGN_INS_AT_ONCE = 16;
const WASTED = 1_200;
const LINES = 8;
/** Made at once; each may weigh a megabyte. */
const BATCH = 500;
/** One in so many is hardly HTTP. */
const GARBAGE_EVERY = 8;
const LONGEST_MS = 200;
const LOGINS = ['admin', 'office', 'leader', 'head', 'reporter', 'inspector'] as const;
const preloads = {
  watch: new URL('./support/watch.mjs', import.meta.url).href,
  wasteful: new URL('./support/wasteful.mjs', import.meta.url).href,
};

/** In MiB, once garbage is gone. */
interface Memory {
  readonly resident: number;
  /** What the program itself still refers to. */
  readonly held: number;
}

const toldOf = (memory: readonly Memory[], block: number): string => {
  const grown = (of: keyof Memory) => `${memory.map((one) => one[of].toFixed(0)).join(' -> ')} MiB`;
  return (
    `malformed requests: ${REQUESTS}, held ${grown('held')}, resident ${grown('resident')}, ` +
    `longest block ${block.toFixed(0)} ms`
  );
};

describe('given requests that are malformed in every way', () => {
  const seed = seedGiven();
  let place: Place;
  let loop: string;
  let memory: string;
  let server: KillableServer | undefined;
  let ids: string[];

  beforeAll(async () => {
    place = await sqlitePlace();
    loop = join(place.folder, 'longest-block');
    memory = join(place.folder, 'memory');
    const scene = await startServer(place.environment, { folder: place.folder });
    const world = await makeWorld(scene);
    const { id: roundId } = await world.office.do('rounds', roundBody);
    const { id: issueId } = await world.office.do(`rounds/${roundId}/issues`, issueBody('1'));
    await bringToRequest(world, issueId);
    ids = [roundId, issueId, world.unitId, world.persons.reporter, 'none-such'];
    await scene.close();
    tell(`malformed requests: seed ${seed}`);
  }, 120_000);
  afterEach(() => server?.kill());
  afterAll(() => place.remove());

  const start = async (preload: string) => {
    rmSync(loop, { force: true });
    const environment = {
      RECTIFY_CRASH_LOOP_FILE: loop,
      RECTIFY_CRASH_MEMORY_FILE: memory,
      RECTIFY_REQUESTS_PER_SECOND: '1000000',
    };
    server = await KillableServer.start(place, { preload, environment });
    return server;
  };
  const signedIn = async (url: string): Promise<(string | undefined)[]> => {
    const tokens: (string | undefined)[] = [undefined];
    for (const login of LOGINS)
      tokens.push((await new Client(url).do('session', { login, password: PASSWORD })).accessToken as string);
    return tokens;
  };
  const manySignIns = async (url: string): Promise<void> => {
    const body = { login: 'office', password: PASSWORD };
    await Promise.all(Array.from({ length: SIGN_INS_AT_ONCE }, () => new Client(url).do('session', body)));
  };
  /** One body of each kind as large as it may be: what room they take for a moment is kept for the next. */
  const largestBodies = async (url: string): Promise<void> => {
    const { accessToken } = await new Client(url).do('session', { login: 'admin', password: PASSWORD });
    const headers = { authorization: `Bearer ${accessToken as string}`, 'content-type': 'application/json' };
    for (const body of hugeTexts) {
      const { status } = await fetch(`${url}/api/v1/units`, { method: 'POST', headers, body: body() });
      expect(status).toBe(400);
    }
  };
  const memoryNow = async (): Promise<Memory> => {
    const asked = `${memory}.asked`;
    writeFileSync(asked, '');
    while (existsSync(asked)) await pause(50);
    return JSON.parse(readFileSync(memory, 'utf8')) as Memory;
  };
  const descriptionAt = async (url: string): Promise<Description> => new Client(url).get('/api/openapi.json');

  const flood = async ({ url }: KillableServer, count: number, from: number, tally = newTally()): Promise<void> => {
    const tokens = await signedIn(url);
    const described = malformedRequests(operationsOf(await descriptionAt(url)), ids);
    for (let done = 0; done < count; done += BATCH) {
      const options = { numRuns: Math.min(BATCH, count - done), seed: from + done };
      const noise = fc.sample(garbage, options);
      const left = fc.sample(described, options).entries();
      const line = async () => {
        for (const [i, request] of left) {
          const isNoise = i % GARBAGE_EVERY === 0;
          const bytes = isNoise ? noise[i]! : asBytes(request, tokens[request.sender % tokens.length]);
          const answer = await exchange(url, bytes, { ends: !isNoise });
          note(tally, { method: isNoise ? '' : request.method, sent: bytes, answer });
        }
      };
      await Promise.all(Array.from({ length: LINES }, line));
    }
  };

  const longestBlock = () => (existsSync(loop) ? Number(readFileSync(loop, 'utf8')) : 0);
  const watched = async (work: () => Promise<void>): Promise<number> => {
    writeFileSync(loop, '0');
    await work();
    await pause(50);
    return longestBlock();
  };
  const bound = ({ resident, held }: Memory): Memory => ({ resident: resident * 1.1 + 30, held: held * 1.1 + 10 });

  it(`answers ${REQUESTS} of them with problems, stores nothing of them, and neither grows nor stalls`, async () => {
    const running = await start(preloads.watch);
    await manySignIns(running.url);
    await largestBodies(running.url);
    await flood(running, WARMING, seed + 1_000_000);
    const warm = await memoryNow();
    const tally = newTally();
    const first = await watched(() => flood(running, REQUESTS / 2, seed, tally));
    const half = await memoryNow();
    const second = await watched(() => flood(running, REQUESTS / 2, seed + REQUESTS, tally));
    const after = await memoryNow();
    const block = Math.max(first, second);
    tell(toldOf([warm, half, after], block));
    tell(JSON.stringify(Object.fromEntries([...tally.codes].sort(([, a], [, b]) => b - a))));
    expect(tally.faults).toEqual([]);
    const events = await eventsIn(place);
    expect(events.filter(({ metadata }) => tally.refused.has(metadata.correlationId))).toEqual([]);
    expect(tally.refused.size).toBeGreaterThan(REQUESTS / 2);
    expect(after.held).toBeLessThan(bound(warm).held);
    // What allocators and the cache of prepared statements keep is all there after some thousands; it must not go on growing.
    expect(after.resident).toBeLessThan(bound(half).resident);
    expect(block).toBeLessThan(LONGEST_MS);
    expect((await fetch(`${running.url}/health/live`)).status).toBe(200);
  }, 1_800_000);

  it('would have noticed a server that keeps something of each, and one that dwells on one', async () => {
    const running = await start(preloads.wasteful);
    await manySignIns(running.url);
    const warm = await memoryNow();
    await flood(running, WASTED, seed + 2_000_000);
    const after = await memoryNow();
    expect(after.held).toBeGreaterThan(bound(warm).held);
    expect(after.resident).toBeGreaterThan(bound(warm).resident);
    const block = await watched(async () => void (await fetch(running.url, { headers: { 'x-busy': '1' } })));
    expect(block).toBeGreaterThan(LONGEST_MS);
  }, 300_000);
});
