import type { Recorded } from '#event-sourcing';
import { SetClock } from '#event-sourcing';
import type { Answer, Client } from '../support/client.js';
import { nothingStored, refused } from '../support/refused.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';
import { issueBody, makeWorld, report, roundBody, type World } from '../support/world.js';

const RACES = 100;
const isRefusal = ({ type }: Recorded): boolean => type === 'RequestRefused';

describe('the delegation of work', () => {
  const clock = new SetClock(new Date().toISOString());
  let server: RunningServer;
  let world: World;
  let roundId: string;
  let delegate: { id: string; client: Client };
  let numbers = 0;

  const day = (ahead: number) =>
    new Date(Date.parse(clock.now()) + (8 + 24 * ahead) * 3_600_000).toISOString().slice(0, 10);
  const forHer = (who: Client, path: string, body: object, onBehalfOf = world.persons.reporter): Promise<Answer> =>
    who.send('POST', path, body, { 'if-match': '*', 'x-rectify-on-behalf-of': onBehalfOf });
  const give = (over = {}) =>
    world.reporter.do('delegations', {
      to: delegate.id,
      acts: ['ReportProgress', 'AttachEvidence', 'RequestClosure'],
      until: day(3),
      reason: '出差',
      ...over,
    });
  const assigned = async () => {
    const { id } = await world.office.do(`rounds/${roundId}/issues`, issueBody(String(++numbers)));
    await world.office.do(`issues/${id}/assignment`, {
      leaderId: world.persons.responsible,
      leadUnitId: world.unitId,
      handlerId: world.persons.head,
      dueOn: '2023-11-30',
      effectiveOn: '2023-09-05',
    });
    return `issues/${id}`;
  };
  const log = (): Promise<Recorded[]> => server.engine.events('0', 100_000);

  beforeAll(async () => {
    server = await startServer({}, { clock });
    world = await makeWorld(server);
    roundId = (await world.office.do('rounds', roundBody)).id;
    const { id: unitId } = await server.admin.do('units', { name: '水务局' });
    const { id } = await server.admin.do('people', { name: '冯远' });
    await server.admin.do(`people/${id}/posts`, { unitId, post: '科员', from: '2020-01-01' });
    delegate = { id, client: await server.account('delegate', id, 'office', 'leader') };
  });
  afterAll(() => server.stop());

  it('is refused for what is no work, for whom has none, and without an end', () =>
    nothingStored(server, async () => {
      const ask = (body: object) =>
        world.reporter.try('delegations', {
          to: delegate.id,
          acts: ['ReportProgress'],
          until: day(1),
          reason: '出差',
          ...body,
        });
      const never = await refused(
        ask({ acts: ['ReportProgress', 'ApproveClosure'] }),
        409,
        'delegation.never-delegable',
      );
      expect(never.details).toMatchObject({ acts: ['ApproveClosure'] });
      await refused(ask({ to: world.persons.inspector }), 409, 'delegation.to-one-without-work');
      await refused(ask({ to: world.persons.reporter }), 409, 'delegation.to-oneself');
      await refused(ask({ until: day(-1) }), 400, 'delegation.until-before-from');
      await refused(ask({ until: undefined }), 400, 'request.bad-shape');
      await refused(
        world.leader.try('delegations', { to: delegate.id, acts: ['ReportProgress'], until: day(1), reason: '出差' }),
        403,
        'rights.denied',
      );
    }));

  it('lets another unit’s person do exactly this work, on record as done for somebody', async () => {
    const path = await assigned();
    await refused(forHer(delegate.client, `${path}/progress`, report('代')), 403, 'delegation.none');
    const { id } = await give();
    await refused(delegate.client.try(`${path}/progress`, report('自')), 403, 'rights.denied');
    const done = await forHer(delegate.client, `${path}/progress`, report('一是代为填报。'));
    expect([done.status, done.body.events[0].type]).toEqual([200, 'ProgressReported']);
    const { items: events } = await world.inspector.get(`${path}/history?after=${done.body.position}`);
    expect(events.at(-1)).toMatchObject({ actor: { name: '冯远' }, onBehalfOf: world.persons.reporter });
    await nothingStored(server, async () => {
      await refused(forHer(delegate.client, `${path}/claim`, {}), 403, 'delegation.act-not-covered');
      await refused(forHer(delegate.client, `${path}/closure-approval`, {}), 403, 'delegation.act-not-covered');
      await refused(forHer(world.head, `${path}/progress`, report('代')), 403, 'delegation.none');
      await refused(forHer(world.inspector, `${path}/progress`, report('代')), 403, 'delegation.none');
      await refused(forHer(delegate.client, `${path}/progress`, report('代'), '../x'), 403, 'delegation.none');
    });
    const { items } = await delegate.client.get(`delegations?after=${done.body.position}`);
    expect(items[0]).toMatchObject({ id, from: { name: '李娜' }, to: { name: '冯远' } });
    const seenBy = async (who: Client) => (await who.get('delegations')).items.map((one: { id: string }) => one.id);
    for (const who of [world.reporter, world.office, server.admin, world.inspector])
      expect(await seenBy(who)).toContain(id);
    for (const who of [world.head, world.leader]) expect(await seenBy(who)).not.toContain(id);
    await world.reporter.do(`delegations/${id}/end`, {});
  });

  it('leaves both involved: neither decides what one did for the other', async () => {
    const path = await assigned();
    const { id } = await give();
    await world.head.do(`${path}/claim`, { effectiveOn: '2023-09-06' });
    await forHer(delegate.client, `${path}/progress`, report('一是代为填报。'));
    for (const leader of [world.leader, world.secondLeader])
      await leader.do(`${path}/waivers`, { requirement: 'evidence', reason: '示例' });
    await forHer(delegate.client, `${path}/closure-request`, { statement: '申请销号' });
    const second = await server.account('reporter-too', world.persons.reporter, 'office', 'leader');
    const { id: personId } = await server.admin.do('people', { name: '金勇' });
    await server.admin.do(`people/${personId}/posts`, { unitId: world.unitId, post: '副部长', from: '2020-01-01' });
    const deputy = await server.account('deputy', personId, 'unit-head');
    await deputy.do(`${path}/closure-endorsement`, {});
    for (const who of [delegate.client, second])
      await refused(who.try(`${path}/closure-endorsement`, {}), 403, 'issue.reporter-decides');
    await world.office.do(`${path}/closure-endorsement`, {});
    for (const who of [delegate.client, second])
      await refused(who.try(`${path}/closure-approval`, {}), 403, 'issue.reporter-decides');
    await world.reporter.do(`delegations/${id}/end`, {});
  });

  it('is over at once when it is ended, when its last day has passed, and while the account is suspended', async () => {
    const path = await assigned();
    const { id } = await give();
    await delegate.client.do(`delegations/${id}/end`, { reason: '不便办理' });
    await refused(forHer(delegate.client, `${path}/progress`, report('代')), 403, 'delegation.none');
    const later = await give({ from: day(1), until: day(2) });
    await refused(forHer(delegate.client, `${path}/progress`, report('代')), 403, 'delegation.not-in-its-days');
    await world.reporter.do(`delegations/${later.id}/end`, {});
    await give();
    const { items } = await server.admin.get(`accounts?personId=${world.persons.reporter}`);
    const own = items.find(({ login }: Answer['body']) => login === 'reporter').id;
    await server.admin.do(`accounts/${own}/suspension`, { reason: '停职' });
    await refused(forHer(delegate.client, `${path}/progress`, report('代')), 403, 'delegation.delegator-suspended');
    await server.admin.do(`accounts/${own}/reinstatement`, {});
    clock.set(new Date(Date.parse(clock.now()) + 4 * 86_400_000).toISOString());
    const again = await server.nobody.signIn('delegate', PASSWORD);
    await refused(forHer(again, `${path}/progress`, report('代')), 403, 'delegation.not-in-its-days');
  });

  it(`stores nothing done for somebody after its end, in ${RACES} races`, async () => {
    const [reporter, used] = [
      await server.nobody.signIn('reporter', PASSWORD),
      await server.nobody.signIn('delegate', PASSWORD),
    ];
    const office = await server.nobody.signIn('office', PASSWORD);
    Object.assign(world, { reporter, office });
    const path = await assigned();
    let taken = 0;
    for (let race = 0; race < RACES; race++) {
      const { id } = await give({ until: day(1) });
      const uses = Array.from({ length: 4 }, async (_, i) => {
        for (let turn = 0; turn < (race + i) % 4; turn++) await new Promise((resolve) => setImmediate(resolve));
        return forHer(used, `${path}/progress`, report(`第${race}-${i}次。`));
      });
      // Whatever the store takes for a command: sometimes the end comes at once, sometimes behind the first use.
      if (race % 4 === 0) await Promise.race(uses);
      const [, ...outcomes] = await Promise.all([reporter.do(`delegations/${id}/end`, {}), ...uses]);
      const codes = outcomes.map(({ status, body }) => (status === 200 ? 'taken' : body.code));
      expect(new Set([...codes, 'taken', 'delegation.none'])).toEqual(new Set(['taken', 'delegation.none']));
      taken += codes.filter((code) => code === 'taken').length;
    }
    let open = true;
    const late = (await log()).filter(({ type, metadata }) => {
      if (type === 'WorkDelegated' || type === 'DelegationEnded') open = type === 'WorkDelegated';
      return metadata.onBehalfOf !== undefined && !open;
    });
    // What was refused is on record with whose work it was to be: that is no work.
    const [refusals, done] = [late.filter(isRefusal), late.filter((one) => !isRefusal(one))];
    expect(done.map(({ type, position }) => ({ type, position }))).toEqual([]);
    expect(new Set(refusals.map(({ data }) => (data as { code: string }).code))).toEqual(new Set(['delegation.none']));
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(4 * RACES);
  });
});

describe('the sight that goes with delegated work', () => {
  let server: RunningServer;
  const as = new Map<string, { client: Client; personId: string }>();
  const who = (login: string): Client => as.get(login)!.client;
  const through = (login: string, principal: string) => async (path: string) =>
    who(login).send('GET', path, undefined, { 'x-rectify-on-behalf-of': as.get(principal)!.personId });
  const idsOf = ({ body }: Answer): string[] => body.items.map(({ id }: { id: string }) => id);
  const everything = async (login: string) => new Set(idsOf(await who(login).send('GET', 'issues?limit=500')));
  const give = async (from: string, to: string, acts: string[]): Promise<void> => {
    const until = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    const { position } = await who(from).do('delegations', { to: as.get(to)!.personId, acts, until, reason: '出差' });
    await who(to).get(`issues?limit=1&after=${position}`);
  };

  beforeAll(async () => {
    server = await startServer();
    for (const { login, password } of await server.loadDemo()) {
      const client = await server.nobody.signIn(login, password);
      as.set(login, { client, personId: (await client.get('me')).account.personId });
    }
  }, 120_000);
  afterAll(() => server.stop());

  it('of whoever sees every round is what their own unit was given, and no files of others', async () => {
    await give('office', 'reporter-building', ['RegisterRegulation']);
    const forOffice = through('reporter-building', 'office');
    const [own, all] = [await everything('reporter-building'), await everything('office')];
    const unitId = (await who('office').get('me')).account.unitId;
    const held = new Set(idsOf(await who('office').send('GET', `issues?limit=500&leadUnitId=${unitId}`)));
    const seen = new Set(idsOf(await forOffice('issues?limit=500')));
    expect(seen.size).toBeLessThan(all.size);
    expect([...seen].filter((id) => !own.has(id) && !held.has(id))).toEqual([]);
    const hidden = [...all].filter((id) => !seen.has(id));
    expect(hidden.length).toBeGreaterThan(10);
    let files = 0;
    for (const id of all) {
      const { status } = await forOffice(`issues/${id}`);
      expect([id, status]).toEqual([id, seen.has(id) ? 200 : 404]);
      const known = await who('office').get(`issues/${id}`);
      const history = await forOffice(`issues/${id}/history`);
      expect(history.status).toBe(status);
      for (const { sha256 } of known.evidence ?? []) {
        if ((await who('reporter-building').send('GET', `evidence/${sha256}`)).status === 200) continue;
        files += 1;
        expect((await forOffice(`evidence/${sha256}`)).status).toBe(404);
      }
    }
    expect(files).toBeGreaterThan(0);
    await refused(forOffice(`issues/${hidden[0]}/actions`), 404, 'issue.unknown');
    const body = { title: '《某办法》', issuedOn: '2024-01-01' };
    const behalf = { 'if-match': '*', 'x-rectify-on-behalf-of': as.get('office')!.personId };
    await refused(
      who('reporter-building').send('POST', `issues/${hidden[0]}/regulations`, body, behalf),
      404,
      'issue.unknown',
    );
  });

  it('of another unit is its issues for acts on issues, its tasks for acts on tasks, and never its files', async () => {
    const [own, theirs] = [await everything('reporter-building'), await everything('reporter-party')];
    await give('reporter-party', 'reporter-building', ['ReportProgress']);
    const forHer = through('reporter-building', 'reporter-party');
    const seen = new Set(idsOf(await forHer('issues?limit=500')));
    const more = [...seen].filter((id) => !own.has(id));
    expect(more.length).toBeGreaterThan(0);
    expect(more.filter((id) => !theirs.has(id))).toEqual([]);
    expect(await everything('reporter-building')).toEqual(own);
    const tasksOf = async (ask: (path: string) => Promise<Answer>) => new Set(idsOf(await ask('tasks?limit=500')));
    const ownTasks = await tasksOf((path) => who('reporter-building').send('GET', path));
    expect(await tasksOf(forHer)).toEqual(ownTasks);
    let files = 0;
    for (const id of more)
      for (const { sha256 } of (await forHer(`issues/${id}`)).body.evidence ?? []) {
        if ((await who('reporter-building').send('GET', `evidence/${sha256}`)).status === 200) continue;
        files += 1;
        expect((await forHer(`evidence/${sha256}`)).status).toBe(404);
      }
    expect(files).toBeGreaterThan(0);
  });
});
