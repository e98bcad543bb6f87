import type { Client } from '../support/client.js';
import { type RunningServer, startServer } from '../support/server.js';

interface Offered {
  readonly act: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly given?: object;
}

interface Item {
  readonly kind: string;
  readonly zh: string;
  readonly en: string;
  readonly thing: { readonly kind: string; readonly id: string };
  readonly title: string;
  readonly since: string;
  readonly due: string | null;
  readonly version: number;
  readonly itemId?: string;
  readonly acts: readonly Offered[];
  readonly onBehalfOf?: { readonly name: string };
}

/** Where the acts on a thing are told, each allowed or refused. Nothing tells those on hand-overs. */
const actionsPath = (act: string, { thing, itemId }: Item): string | undefined => {
  if (act === 'PutOnAgenda' || act === 'ConveneMeeting') return undefined;
  if (thing.kind === 'plan') return `rounds/${thing.id}/plan/actions`;
  if (thing.kind === 'handover') return undefined;
  if (act === 'CastVote') return `meetings/${thing.id}/items/${itemId}/actions`;
  return `${thing.kind}s/${thing.id}/actions`;
};

describe('the inbox of everybody in the demonstration', () => {
  let server: RunningServer;
  const signedIn = new Map<string, Client>();
  const inboxOf = async (who: Client, query = ''): Promise<Item[]> =>
    (await who.get(`inbox?limit=500&after=${await server.engine.store.head()}${query}`)).items;

  beforeAll(async () => {
    server = await startServer();
    for (const { login, password } of await server.loadDemo())
      signedIn.set(login, await server.nobody.signIn(login, password));
  }, 120_000);
  afterAll(() => server.stop());

  it('offers nothing that would be refused', async () => {
    let judged = 0;
    for (const [login, who] of signedIn) {
      for (const item of (await inboxOf(who)).filter(({ onBehalfOf }) => !onBehalfOf)) {
        expect([login, item.kind, item.acts.length > 0]).toEqual([login, item.kind, true]);
        for (const { act, method, path } of item.acts) {
          judged += 1;
          if (method === 'GET') {
            expect([login, path, (await who.send('GET', path)).status]).toEqual([login, path, 200]);
            continue;
          }
          const actions = actionsPath(act, item);
          if (!actions) continue;
          const told = (await who.get(actions)).items.find((one: { act: string }) => one.act === act);
          expect([login, item.kind, act, told.allowed]).toEqual([login, item.kind, act, true]);
        }
      }
    }
    expect(judged).toBeGreaterThan(0);
  });
});
