import { refused } from '../support/refused.js';
import { shown } from '../support/round-figures.js';
import { type RunningServer, startServer } from '../support/server.js';
import { issueBody, makeWorld, roundBody, type World } from '../support/world.js';

describe('a question about a day', () => {
  let server: RunningServer;
  let world: World;
  let roundId: string;
  let issueId: string;
  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
    roundId = (await world.office.do('rounds', roundBody)).id;
    issueId = (await world.office.do(`rounds/${roundId}/issues`, issueBody('1'))).id;
    await shown(server, roundId);
  });
  afterAll(() => server.stop());

  const asked = (path: string) => world.inspector.send('GET', path);
  const ofRound = () => [
    `rounds/${roundId}`,
    `rounds/${roundId}/statistics`,
    `rounds/${roundId}/statistics/groups?by=area`,
    `rounds/${roundId}/statistics/behind?figure=issues`,
    `rounds/${roundId}/regulations`,
    `rounds/${roundId}/report`,
    `rounds/${roundId}/ledger`,
    `issues?roundId=${roundId}`,
    `tasks?roundId=${roundId}`,
    `meeting-decisions?roundId=${roundId}`,
  ];
  const withDay = (path: string, day: string) => `${path}${path.includes('?') ? '&' : '?'}${day}`;
  const days = (path: string) => [`rounds/${roundId}/statistics/changes${path}`, `rounds/${roundId}/comparison${path}`];

  it('to come is refused by the name of the parameter, wherever a moment is taken', async () => {
    const others = [
      'rounds',
      'issues',
      'people',
      'units',
      'meetings',
      `issues/${issueId}`,
      `issues/${issueId}/history`,
    ];
    for (const path of [...ofRound(), ...others, 'issues/none-such', 'trail']) {
      const { details } = await refused(asked(withDay(path, 'asOf=2099-01-01')), 400, 'query.moment-ahead');
      expect(details).toMatchObject({ field: 'asOf', day: '2099-01-01' });
      expect(details['today']).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      const known = await refused(asked(withDay(path, 'knownAt=2099-01-01T00:00:00Z')), 400, 'query.moment-ahead');
      expect(known.details).toMatchObject({ field: 'knownAt' });
    }
    for (const path of days('?from=2023-09-30&to=2099-01-01')) {
      const { details } = await refused(asked(path), 400, 'query.moment-ahead');
      expect(details).toMatchObject({ field: 'to', day: '2099-01-01' });
    }
  });

  it('of today is answered, and of a day to come to whoever plans', async () => {
    const { details } = await refused(asked('rounds?asOf=2099-01-01'), 400, 'query.moment-ahead');
    for (const path of [...ofRound(), 'meetings'])
      expect([path, (await asked(withDay(path, `asOf=${String(details['today'])}`))).status]).toEqual([path, 200]);
    expect((await world.leader.send('GET', 'meetings/duties?asOf=2099-01-01')).status).toBe(200);
  });

  it('before the delivery of the round is told that day, in figures, lists and papers', async () => {
    for (const path of ofRound()) {
      const { details } = await refused(asked(withDay(path, 'asOf=2023-08-28')), 400, 'report.before-delivery');
      expect(details).toMatchObject({ field: 'asOf', asOf: '2023-08-28', deliveredOn: roundBody.deliveredOn });
    }
    for (const path of days('?from=2023-08-01&to=2023-08-28')) {
      const { details } = await refused(asked(path), 400, 'report.before-delivery');
      expect(details).toMatchObject({ field: 'to', to: '2023-08-28', deliveredOn: roundBody.deliveredOn });
    }
    await refused(asked('rounds/none-such/statistics?asOf=2023-08-28'), 404, 'round.unknown');
    await refused(asked(`rounds/${roundId}/statistics?knownAt=2023-08-28`), 404, 'round.unknown');
  });
});
