import type { Client } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';
import { bringToRequest, issueBody, makeWorld, roundBody } from '../support/world.js';

describe('an issue brought from its delivery to its closure', () => {
  let server: RunningServer;
  let inspector: Client;
  let roundId: string;
  let issueId: string;

  const found = async () => {
    const { at: _, ...issue } = await inspector.get(`issues/${issueId}`);
    const { at: _at, ...figures } = await inspector.get(`rounds/${roundId}/statistics?after=${await head()}`);
    const { items: events } = await inspector.get(`trail?round=${roundId}&limit=200&after=${await head()}`);
    return { issue, figures, events };
  };
  const head = () => server.engine.store.head();
  const level = async () => {
    const { head, views } = (await server.nobody.send('GET', '/health/ready')).body;
    return views.length > 0 && views.every(({ checkpoint }: { checkpoint: string }) => checkpoint === head);
  };

  beforeAll(async () => {
    server = await startServer();
    const world = await makeWorld(server);
    ({ inspector } = world);
    roundId = (await world.office.do('rounds', roundBody)).id;
    issueId = (await world.office.do(`rounds/${roundId}/issues`, issueBody('1'))).id;
    await bringToRequest(world, issueId);
    for (const endorser of [world.head, world.office]) await endorser.do(`issues/${issueId}/closure-endorsement`, {});
    for (const signer of [world.leader, world.secondLeader]) await signer.do(`issues/${issueId}/closure-approval`, {});
  });
  afterAll(() => server.stop());

  it('is kept in the stores that the test run asks for', () => {
    const asked = {
      sqlite: ['sqlite', 'sqlite'],
      postgres: ['postgres', 'postgres'],
      eventstoredb: ['eventstoredb', 'sqlite'],
      'eventstoredb-postgres': ['eventstoredb', 'postgres'],
      'real-eventstoredb': ['eventstoredb', 'sqlite'],
    }[globalThis.RECTIFY_STORES ?? 'sqlite'];
    expect([server.engine.store.name, server.engine.readStore.name]).toEqual(asked);
  });

  it('is closed', async () => {
    const { issue, figures, events } = await found();
    expect(issue.status).toBe('closed');
    expect(figures.closedHere).toBe(1);
    expect(events.at(-1).event).toBe('ClosureApproved');
  });

  it('stands so again when the server starts anew and builds all its views from the events', async () => {
    const before = await found();
    const { folder, stores } = server;
    await server.close();
    await stores.forgetViews();
    server = await startServer({}, { folder });
    await eventually(level);
    inspector = await server.nobody.signIn('inspector', PASSWORD);
    expect(await found()).toEqual(before);
  });
});
