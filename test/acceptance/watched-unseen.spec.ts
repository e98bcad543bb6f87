import type { Answer, Client } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import { makeWorld, roundBody, type World } from '../support/world.js';

type Happened = Answer['body'];

const LOOKS = ['SensitiveRead', 'MaterialExported', 'RequestRefused', 'SignedIn', 'SignInFailed', 'SessionRenewed'];

describe('an inspector at work', () => {
  let server: RunningServer;
  let world: World;
  let account: { id: string; personId: string };

  const isOfInspector = (actor: Happened, subject: string): boolean =>
    actor.personId === account.personId || subject === account.id;

  /** What the trail tells of the inspector's looking, whichever way it is asked. */
  const trailTo = async (who: Client): Promise<string[]> => {
    const filters = [`person=${account.personId}`, 'category=reading', 'category=refusals', 'category=account'];
    const pages = filters.map((filter) => who.get(`trail?${filter}&limit=500`));
    return (await Promise.all(pages))
      .flatMap(({ items }) => items as Happened[])
      .filter(({ event, actor, subjectId }) => LOOKS.includes(event) && isOfInspector(actor, subjectId))
      .map(({ event }) => event as string);
  };
  const feedTo = async (who: Client): Promise<string[]> => {
    const told: Happened[] = [];
    for (let cursor = '0', more = true; more;) {
      const { items, next } = await who.get(`events?limit=100&cursor=${cursor}`);
      told.push(...items);
      [more, cursor] = [items.length > 0, next];
    }
    return told
      .filter(({ type, metadata, stream }) => {
        const subject = stream.slice(stream.indexOf('-') + 1) as string;
        return LOOKS.includes(type) && isOfInspector(metadata.actor, subject);
      })
      .map(({ type }) => type as string);
  };

  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
    account = (await world.inspector.get('me')).account;
    const { position } = await world.office.do('rounds', roundBody);
    await world.inspector.get(`trail?category=round&after=${position}`);
    await refused(world.inspector.try('rounds', roundBody), 403, 'rights.denied');
    await refused(server.nobody.try('session', { login: 'inspector', password: 'wrong' }), 401, 'sign-in.failed');
    await eventually(async () => new Set(await feedTo(world.inspector)).size === 4);
    const head = await server.engine.store.head();
    await world.inspector.get(`trail?limit=1&after=${head}`);
  });
  afterAll(() => server.stop());

  it('sees in the trail and in the events what inspectors looked at, and when they came', async () => {
    const all = ['RequestRefused', 'SensitiveRead', 'SignInFailed', 'SignedIn'];
    expect([...new Set(await trailTo(world.inspector))].sort()).toEqual(all);
    expect([...new Set(await feedTo(world.inspector))].sort()).toEqual(all);
  });

  it('is not seen by leaders, the office and administrators, by whatever filter', async () => {
    for (const who of [world.leader, world.office, server.admin]) {
      expect(await trailTo(who)).toEqual([]);
      expect(await feedTo(who)).toEqual([]);
    }
  });

  it('is not given away by the account’s last sign-in, while that of others is told', async () => {
    const last = async (who: Client, id: string) =>
      (await who.get(`accounts/${id}`)).lastSignedInAt as string | undefined;
    const office = (await world.office.get('me')).account.id as string;
    expect(await last(server.admin, account.id)).toBeUndefined();
    expect(await last(server.admin, office)).toEqual(expect.any(String));
    const { items } = await server.admin.get('accounts?limit=100');
    const told = items.filter(({ lastSignedInAt }: Happened) => lastSignedInAt !== undefined);
    expect(told.map(({ login }: Happened) => login)).not.toContain('inspector');
    expect(told.map(({ login }: Happened) => login)).toContain('office');
  });

  it('keeps what others looked at open to those who may read the trail', async () => {
    await world.office.get('trail?category=round');
    await eventually(async () => {
      const { items } = await world.leader.get('trail?category=reading&limit=500&descending=true');
      return items.some(({ actor }: Happened) => actor.name === '周敏');
    });
  });
});
