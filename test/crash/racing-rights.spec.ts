import { setTimeout as pause } from 'node:timers/promises';
import type { Append, Recorded } from '#event-sourcing';
import { Client } from '../support/client.js';
import { eventsIn, type Place, sqlitePlace } from './support/place.js';
import { type Grounds, prepareGrounds, Races, SIGNERS } from './support/races.js';
import { longForm, seeded, seedGiven, tell } from './support/random.js';
import { startTwoServers, type TwoServers } from './support/two-servers.js';
import { PASSWORD } from '../support/server.js';

const RACES = longForm('RECTIFY_CRASH_RACES', 40);
const CONTROL_RACES = 20;
const RACES_OF_A_TOKEN = 200;
const LATEST_MS = 4;

/** What an append only holds at its version is no longer looked at. */
const holdingNothing = (append: Append): Append => append.filter(({ events }) => events.length > 0);

/** Signatures given by an account while it did not hold the role, in the order of the log. */
const wrongIn = (events: readonly Recorded[], accountId: string): number => {
  let holds = true;
  let wrong = 0;
  for (const { type, stream, metadata } of events) {
    if (stream === `account-${accountId}`) holds = type === 'RoleGranted' || (holds && type !== 'RoleWithdrawn');
    else if (type === 'ClosureSignedOff' && metadata.actor.id === accountId && !holds) wrong += 1;
  }
  return wrong;
};

describe('given a leader who signs off at the moment in which the role is withdrawn, each through another server', () => {
  const seed = seedGiven();
  const random = seeded(seed);
  let place: Place;
  let grounds: Grounds;
  let servers: TwoServers | undefined;

  beforeAll(async () => {
    place = await sqlitePlace();
    grounds = await prepareGrounds(place);
  }, 60_000);
  afterEach(() => servers?.close());
  afterAll(() => place.remove());

  const race = async (count: number) => {
    const races = new Races(servers!, grounds);
    const [here, there] = servers!.urls.map((url) => new Client(url));
    const account = SIGNERS[0]!;
    let [admin, leader, accountId] = [here!, there!, ''];
    const sums = { approved: 0, refused: 0 };
    for (let n = 0; n < count; n++) {
      if (n % RACES_OF_A_TOKEN === 0) {
        await races.signIn();
        [admin, leader] = [await here!.signIn('admin', PASSWORD), await there!.signIn(account, PASSWORD)];
        accountId = (await leader.get('me')).account.id;
        await leader.prove();
      }
      const issueId = await races.submittedForOne();
      const withdrawal = pause(random() * LATEST_MS).then(() =>
        admin.do(`accounts/${accountId}/roles/withdrawn`, { role: 'leader', reason: '职务调整' }),
      );
      const approval = pause(random() * LATEST_MS).then(() => leader.try(`issues/${issueId}/closure-approval`, {}));
      const [{ status }] = await Promise.all([approval, withdrawal]);
      expect([200, 403]).toContain(status);
      sums[status === 200 ? 'approved' : 'refused'] += 1;
      await admin.do(`accounts/${accountId}/roles`, { role: 'leader' });
    }
    return { ...sums, wrong: wrongIn(await eventsIn(place), accountId) };
  };

  it(
    'has never taken a signature behind the withdrawal',
    async () => {
      servers = await startTwoServers(place);
      const { approved, refused, wrong } = await race(RACES);
      tell(
        `rights raced: seed ${seed}, ${RACES} races, ${approved} approved before, ${refused} refused, ${wrong} wrong`,
      );
      expect(wrong).toBe(0);
      expect(approved).toBeGreaterThan(0);
      expect(refused).toBeGreaterThan(0);
    },
    60_000 + RACES * 2_000,
  );

  it('would notice a store that does not hold the account as it was looked at', async () => {
    servers = await startTwoServers(place, holdingNothing);
    const { wrong } = await race(CONTROL_RACES);
    tell(`control, rights not held: ${CONTROL_RACES} races, ${wrong} signatures behind the withdrawal`);
    expect(wrong).toBeGreaterThan(0);
  }, 180_000);
});
