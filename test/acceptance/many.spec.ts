import { nothingStored, refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import { issueBody, makeWorld, roundBody, type World } from '../support/world.js';

interface RowTold {
  readonly row: number;
  readonly id?: string;
  readonly taken: boolean;
  readonly code?: string;
  readonly field?: string;
}

describe('many commands in one request', () => {
  let server: RunningServer;
  let world: World;
  let roundId: string;
  let issueIds: string[];

  const given = () => ({
    leaderId: world.persons.leader,
    leadUnitId: world.unitId,
    handlerId: world.persons.reporter,
    dueOn: '2023-12-29',
    effectiveOn: '2023-09-05',
    reason: '补录',
  });
  /** Twenty of which three are wrong: a date that is none, a thing that is not there, a person whom nobody knows. */
  const twenty = () =>
    issueIds.map((id, at) => ({
      id: at === 8 ? 'nowhere' : id,
      ...given(),
      ...(at === 3 ? { dueOn: '2023-13-01' } : {}),
      ...(at === 15 ? { handlerId: 'nobody' } : {}),
    }));
  const send = (rows: readonly object[], more = {}, key?: string) =>
    world.office.send('POST', 'issues/assignments', { rows, ...more }, key ? { 'idempotency-key': key } : {});
  const statuses = async (after: string): Promise<string[]> =>
    (await world.office.get(`issues?roundId=${roundId}&limit=100&after=${after}`)).items.map(
      ({ status }: { status: string }) => status,
    );

  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
    roundId = (await world.office.do('rounds', roundBody)).id;
    issueIds = [];
    for (let n = 1; n <= 20; n++)
      issueIds.push((await world.office.do(`rounds/${roundId}/issues`, issueBody(String(n)))).id);
  });
  afterAll(() => server.stop());

  it('are refused as a whole, row by row, where all or nothing is asked for', () =>
    nothingStored(server, async () => {
      const problem = await refused(send(twenty(), { allOrNothing: true }), 409, 'bulk.rows-refused');
      expect([problem.details.refused, problem.details.of]).toEqual([3, 20]);
      expect(problem.details.rows.map(({ row, code }: RowTold) => [row, code])).toEqual([
        [4, 'request.bad-shape'],
        [9, 'issue.unknown'],
        [16, 'person.unknown'],
      ]);
    }));

  it('are taken as far as they can be, and answered again as they were', async () => {
    const first = await send(twenty(), {}, 'assign-1');
    expect(first.status).toBe(200);
    const { commandId, taken, refused: count, rows, position, repeated } = first.body;
    expect([taken, count, repeated]).toEqual([17, 3, false]);
    const wrong = rows.filter((one: RowTold) => !one.taken);
    expect(wrong.map(({ row, code, field }: RowTold) => [row, code, field])).toEqual([
      [4, 'request.bad-shape', 'dueOn'],
      [9, 'issue.unknown', undefined],
      [16, 'person.unknown', 'handlerId'],
    ]);
    expect(wrong[0].why).toEqual({ zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[A-Z]/) });
    expect((await statuses(position)).filter((one) => one === 'assigned')).toHaveLength(17);
    const { items } = await world.inspector.get(`issues/${issueIds[0]}/history?after=${position}`);
    expect(items.at(-1)).toMatchObject({ event: 'IssueAssigned' });

    const head = await server.engine.store.head();
    // What stood in the way of a row is gone meanwhile; the answer is that of the first request all the same.
    const again = await send(twenty(), {}, 'assign-1');
    expect(again.body).toEqual({ ...first.body, repeated: true });
    expect(await server.engine.store.head()).toBe(head);
    await refused(send(twenty().slice(1), {}, 'assign-1'), 422, 'request.key-reused');
    const events = await server.engine.events('0', 10_000);
    const ofBulk = events.filter(({ metadata }) => metadata.causationId === commandId);
    expect(ofBulk.map(({ type }) => type)).toEqual([...Array.from({ length: 17 }, () => 'IssueAssigned'), 'BulkTaken']);
  });

  it('are taken only of what was seen, where a row says what that was', async () => {
    const rows = issueIds.slice(0, 2).map((id) => ({ id, ...given(), effectiveOn: undefined, dueOn: '2023-12-20' }));
    const { body } = await send([
      { ...rows[0], version: 2 },
      { ...rows[1], version: 1 },
    ]);
    expect(body.rows.map(({ taken, code }: RowTold) => [taken, code])).toEqual([
      [true, undefined],
      [false, 'version.stale'],
    ]);
  });

  it('claim for the own unit, and of others nothing is there', async () => {
    const rows = issueIds.slice(0, 3).map((id) => ({ id }));
    const claimed = await world.reporter.send('POST', 'issues/claims', { rows: [...rows, { id: 'hidden' }] });
    expect(claimed.body.rows.map(({ taken, code }: RowTold) => code ?? taken)).toEqual([
      true,
      true,
      true,
      'issue.unknown',
    ]);
    await refused(world.leader.send('POST', 'issues/claims', { rows }), 403, 'rights.denied');
  });

  it('plan tasks of a round, numbers once', async () => {
    const rows = ['1', '2', '2'].map((number) => ({ number, title: `任务${number}`, issueIds: [issueIds[0]] }));
    const { body } = await world.office.send('POST', `rounds/${roundId}/tasks/planning`, { rows });
    expect(body.rows.map(({ taken }: RowTold) => taken)).toEqual([true, true, false]);
    const { items } = await world.office.get(`tasks?roundId=${roundId}&after=${body.position}`);
    expect(items.map(({ number }: { number: string }) => number)).toEqual(['1', '2']);
  });

  it('leave nothing behind when none was taken and no key asks for the same answer again', async () => {
    const head = await server.engine.store.head();
    for (const rows of [[{}], [{}, { id: 7 }]]) {
      const { status, body } = await world.reporter.send('POST', 'issues/claims', { rows });
      expect([status, body.taken, body.refused, body.repeated]).toEqual([200, 0, rows.length, false]);
      expect([body.commandId, body.position]).toEqual([undefined, undefined]);
      expect(body.rows[0]).toMatchObject({ row: 1, taken: false, code: 'request.bad-shape', field: 'id' });
    }
    expect(await server.engine.store.head()).toBe(head);
    const keyed = () => world.reporter.send('POST', 'issues/claims', { rows: [{}] }, { 'idempotency-key': 'none' });
    expect((await keyed()).body).toMatchObject({ taken: 0, repeated: false, position: expect.any(String) });
    expect((await keyed()).body).toMatchObject({ taken: 0, repeated: true });
  });

  it('are at most five hundred, and at least one', async () => {
    await refused(send([]), 400, 'request.bad-shape');
    await refused(send(Array.from({ length: 501 }, () => ({ id: 'x' }))), 400, 'request.bad-shape');
  });
});
