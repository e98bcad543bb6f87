import type { Answer, Client } from '../support/client.js';
import { makeMeetingWorld, Meeting, type MeetingWorld, submittedIssues } from '../support/meeting-world.js';
import { refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import { filtersOfRoutes, type RouteFilter } from '../rights/routes.js';

const NOTHING = '00000000-0000-4000-8000-000000000000';

/** Before anything of these stories happened. */
const EARLIER = 'asOf=2000-01-01';

/** Filters that look like ids and name no thing of their own; each says why. */
const NO_THINGS: Readonly<Record<string, string>> = {
  'trail category': 'one of few words, which the refusal lists: known-filters.ts',
};

describe('a filter of a list that is an id', () => {
  let server: RunningServer;
  let world: MeetingWorld;
  let stranger: Client;
  let filters: RouteFilter[];
  let ids: Readonly<Record<string, string>>;
  let hidden: Readonly<Record<string, string>>;

  const asked = ({ path, field }: RouteFilter, id: string, more = EARLIER) => `${path}?${field}=${id}&${more}`;
  const called = ({ path, field }: RouteFilter) => `${path} ${field}`;
  const strip = (problem: Answer['body']) =>
    JSON.stringify(problem, (key, value: unknown) => (['instance', 'value'].includes(key) ? '' : value));
  const unknown = async (who: Client, filter: RouteFilter, id: string) => {
    const problem = await refused(who.send('GET', asked(filter, id, '')), 400, 'query.names-nothing');
    expect(problem.details).toMatchObject({ field: filter.field, value: id });
    return problem;
  };

  beforeAll(async () => {
    server = await startServer({}, { sameClasses: true });
    world = await makeMeetingWorld(server);
    const { admin, persons, unitId, leadingGroup, office } = world;
    const { roundId, issueIds } = await submittedIssues(world, 1);
    const plan = { number: '1', title: '修订制度', issueIds, effectiveOn: '2023-08-29', voidsRequest: true };
    const { id: task } = await office.do(`rounds/${roundId}/tasks`, plan);
    const { id: meeting } = await Meeting.convene(world);
    const client = { name: '监管平台', responsibleId: persons.office, roles: ['office'], scopes: ['read'] };
    const { id: clientId } = await admin.do('clients', { ...client, purpose: '对接' });
    const { id: unit } = await admin.do('units', { name: '体育局' });
    const { id: personId } = await admin.do('people', { name: '何平' });
    await admin.do(`people/${personId}/posts`, { unitId: unit, post: '职员', from: '2020-01-01' });
    stranger = await server.account('stranger', personId, 'unit-head');
    const { items: accounts } = await admin.get(
      `accounts?personId=${personId}&after=${await server.engine.store.head()}`,
    );
    const known = { person: personId, unit: unitId, body: leadingGroup, account: accounts[0].id, client: clientId };
    hidden = { round: roundId, issue: issueIds[0]!, task, meeting };
    ids = { ...known, ...hidden };
    filters = filtersOfRoutes(server.app);
  }, 120_000);
  afterAll(() => server.stop());

  it('says what it is the id of, wherever there is one', async () => {
    const { paths } = await server.nobody.get('/api/openapi.json');
    const lists = Object.entries(paths as Record<string, Answer['body']>).flatMap(([path, { get }]) =>
      (get?.parameters ?? [])
        .filter((one: Answer['body']) => one.in === 'query' && one.schema.pattern?.startsWith('^[A-Za-z0-9]['))
        .map((one: Answer['body']) => ({ path: path.replace('/api/v1/', ''), field: one.name, says: one.description })),
    );
    const told = new Set(filters.map(called));
    const without = lists.filter((one) => !told.has(called(one)) && !Object.hasOwn(NO_THINGS, called(one)));
    expect(without.map((one) => `${called(one)}: write @NamesA('…') beside @IsId() in its query class`)).toEqual([]);
    expect(lists.length).toBeGreaterThan(20);
    for (const one of lists.filter((each) => told.has(called(each)))) expect(one.says).toContain('query.names-nothing');
  });

  it('refuses what names nothing, in every list, and tells the choices where they are few', async () => {
    for (const filter of filters) {
      const { details } = await unknown(world.inspector, filter, NOTHING);
      const isListed = filter.kinds.some((kind) => ['round', 'unit', 'body'].includes(kind));
      const choices = isListed
        ? expect.arrayContaining([{ id: expect.any(String), name: expect.any(String) }])
        : undefined;
      expect([called(filter), details.choices]).toEqual([called(filter), choices]);
    }
  });

  /** Of a round these tell that there was nothing yet: figures and papers of it do so, too. */
  const ofWork = ['issues roundId', 'tasks roundId', 'meeting-decisions roundId'];

  it('finds nothing of a thing that is there and came after the moment asked about', async () => {
    const told: string[] = [];
    // What waits is asked of now only.
    for (const filter of filters.filter(({ path }) => path !== 'inbox'))
      for (const kind of filter.kinds) {
        const { body } = await world.inspector.send('GET', asked(filter, ids[kind]!));
        if (ofWork.includes(called(filter))) {
          expect(body).toMatchObject({ code: 'report.before-delivery', details: { deliveredOn: '2023-08-29' } });
          told.push(called(filter));
        } else expect([called(filter), kind, body.items]).toEqual([called(filter), kind, []]);
      }
    expect(told.sort()).toEqual(ofWork.toSorted());
  });

  it('lets a thing of another filter be found when both name something', async () => {
    const { unitId, persons } = world;
    const both = `issues?roundId=${ids['round']}&leadUnitId=${unitId}`;
    expect((await world.inspector.get(both)).items).toHaveLength(1);
    expect((await world.inspector.get(`${both}&handlerId=${persons.head}`)).items).toEqual([]);
    const problem = await refused(
      world.inspector.send('GET', `${both}&handlerId=${NOTHING}`),
      400,
      'query.names-nothing',
    );
    expect(problem.details.field).toBe('handlerId');
  });

  it('answers of what is hidden as of what is not there', async () => {
    const asks = ({ act }: RouteFilter, role: string) =>
      typeof act.roles === 'string' || act.roles.includes(role as never);
    const judged: string[] = [];
    for (const filter of filters.filter((one) => asks(one, 'unit-head')))
      for (const kind of filter.kinds.filter((one) => Object.hasOwn(hidden, one))) {
        const problems = [await unknown(stranger, filter, hidden[kind]!), await unknown(stranger, filter, NOTHING)];
        expect(strip(problems[0])).toEqual(strip(problems[1]));
        expect(problems[0].details.choices).toBeUndefined();
        judged.push(called(filter));
      }
    expect(judged).toEqual(
      expect.arrayContaining(['issues roundId', 'tasks roundId', 'tasks issueId', 'inbox roundId']),
    );
    const ofMeeting = filters.find((one) => one.kinds.includes('meeting'))!;
    const told = [hidden['meeting']!, NOTHING].map((id) => unknown(world.leader, ofMeeting, id));
    const [there, absent] = await Promise.all(told);
    expect(strip(there)).toEqual(strip(absent));
  });

  it('tells whoever may not look up such things nothing of them', async () => {
    const ofActor = filters.find((one) => one.kinds.includes('account'))!;
    for (const id of [ids['account']!, ids['client']!, NOTHING]) {
      const { items } = await world.office.get(asked(ofActor, id));
      expect(items).toEqual([]);
    }
  });
});
