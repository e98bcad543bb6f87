import type { Answer, Client } from '../support/client.js';
import { makeMeetingWorld, Meeting, type MeetingWorld, submittedIssues } from '../support/meeting-world.js';
import { until } from '../support/postgres.js';
import { refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';

/** One of those who voted, and how. */
const BY_NAME = { choice: 'yes', person: { name: '冯磊' } };

describe('a vote by name', () => {
  let server: RunningServer;
  let world: MeetingWorld;
  let meeting: Meeting;
  let issueId: string;
  let own: Client;

  const settled = async () => `after=${await server.engine.store.head()}`;
  /** Every object in the answer that says who voted how. */
  const votesIn = (value: unknown): unknown[] => {
    if (typeof value !== 'object' || value === null) return [];
    const here = 'choice' in value && ('person' in value || 'voter' in value) ? [value] : [];
    return [...here, ...Object.values(value).flatMap(votesIn)];
  };
  const changedVotes = ({ items: events }: Answer['body']): string[] =>
    events
      .flatMap(({ changes }: Answer['body']) => changes.map(({ field }: { field: string }) => field))
      .filter((field: string) => field.includes('result.votes'));
  const allPages = async (who: Client, path: string) => {
    const found: Answer['body'][] = [];
    for (let cursor = ''; ;) {
      const page = await who.get(`${path}${cursor}`);
      found.push(...page.items);
      if (page.next === undefined) return found;
      cursor = `&cursor=${encodeURIComponent(page.next)}`;
    }
  };
  const feed = async (who: Client) => {
    const found: Answer['body'][] = [];
    for (let after = '0'; ;) {
      const { items: events, next } = await who.get(`events?limit=50&cursor=${after}`);
      if (events.length === 0) return found;
      found.push(...events);
      after = next;
    }
  };
  const categories = (events: Answer['body'][]) => new Set(events.map(({ stream }) => stream.split('-')[0]));

  beforeAll(async () => {
    server = await startServer();
    world = await makeMeetingWorld(server);
    issueId = (await submittedIssues(world, 1)).issueIds[0]!;
    meeting = await Meeting.convene(world);
    const item = await meeting.putOnAgenda(issueId);
    await meeting.open();
    await meeting.vote(item);
    await meeting.do('/closing');
    await until(async () => (await world.inspector.get(`issues/${issueId}`)).status === 'closed');
    own = world.members[1]!.client;
  }, 120_000);
  afterAll(() => server.stop());

  it('stands in the issue for those of the body, and the counts alone for everybody else', async () => {
    for (const who of [own, world.inspector, world.office]) {
      const { closed } = await who.get(`issues/${issueId}`);
      expect(closed.decided.result.votes).toContainEqual(expect.objectContaining({ choice: 'yes' }));
      expect(votesIn(closed)).toContainEqual(expect.objectContaining({ ...BY_NAME, person: expect.anything() }));
    }
    for (const who of [world.secondLeader, world.reporter, world.admin]) {
      const found = await who.get(`issues/${issueId}`);
      expect(votesIn(found)).toEqual([]);
      expect(found.closed.decided.result).toMatchObject({ entitled: 9, yes: 5, no: 0 });
    }
  });

  it('is not seen through a delegation of somebody who sees it', async () => {
    const until = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    const { persons, office, reporter } = world;
    const acts = ['RegisterRegulation'];
    const { position } = await office.do('delegations', { to: persons.reporter, acts, until, reason: '出差' });
    const behalf = { 'x-rectify-on-behalf-of': persons.office };
    for (const path of ['', '/history']) {
      const shown = await office.get(`issues/${issueId}${path}?after=${position}`);
      const { status, body } = await reporter.send('GET', `issues/${issueId}${path}`, undefined, behalf);
      expect([status, votesIn(shown).length > 0, votesIn(body)]).toEqual([200, true, []]);
      expect(path === '' ? [] : changedVotes(body)).toEqual([]);
    }
  });

  it('stands in the histories for them alone', async () => {
    const path = `issues/${issueId}/history?limit=500&${await settled()}`;
    const [shown, hidden] = [await own.get(path), await world.secondLeader.get(path)];
    expect(votesIn(shown)).not.toEqual([]);
    expect(changedVotes(shown)).not.toEqual([]);
    expect([votesIn(hidden), changedVotes(hidden)]).toEqual([[], []]);
    expect(hidden.items.map(({ event }: Answer['body']) => event)).toContain('ClosureApproved');
    const events = await allPages(own, `${meeting.path('/history')}?${await settled()}`);
    expect(votesIn(events)).not.toEqual([]);
    for (const who of [world.secondLeader, world.head])
      await refused(who.send('GET', meeting.path('/history')), 404, 'meeting.unknown');
  });

  it('and whatever else was done in the meeting stands in trail and feed for them alone', async () => {
    const trail = async (who: Client, more = '') => allPages(who, `trail?limit=100&${await settled()}${more}`);
    expect(categories(await trail(own))).toContain('meeting');
    expect(votesIn(await trail(world.inspector))).not.toEqual([]);
    for (const who of [world.secondLeader, world.admin]) {
      const events = await trail(who);
      expect(categories(events)).not.toContain('meeting');
      expect(categories(events)).toContain('issue');
      expect([votesIn(events), changedVotes({ items: events })]).toEqual([[], []]);
      expect(await trail(who, '&category=meeting')).toEqual([]);
    }
    expect(categories(await feed(own))).toContain('meeting');
    for (const who of [world.secondLeader, world.admin]) {
      const events = await feed(who);
      expect(categories(events)).not.toContain('meeting');
      expect(categories(events)).toContain('meetingdecisions');
      expect(votesIn(events)).toEqual([]);
    }
  });
});
