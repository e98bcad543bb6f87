import type { Answer } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { ledgerBytes, ledgerFacts } from '../support/ledger-file.js';
import { refused, nothingStored } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';
import { makeWorld, type World } from '../support/world.js';

const ASYNC = { prefer: 'respond-async' };

describe('an import that nobody waits for', () => {
  let server: RunningServer;
  let world: World;
  beforeAll(async () => {
    server = await startServer();
    world = await makeWorld(server);
  });
  afterAll(() => server.stop());

  const begin = (more: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
    world.office.send('POST', `imports?${new URLSearchParams({ ...ledgerFacts, ...more })}`, ledgerBytes, {
      ...ASYNC,
      ...headers,
    });
  const ended = async (path: string): Promise<Answer['body']> => {
    let run: Answer['body'];
    await eventually(async () => {
      run = (await world.office.send('GET', path)).body;
      return ['done', 'refused', 'cancelled', 'failed'].includes(run.state);
    });
    return run;
  };

  it('says at once where it is told what becomes of it, and tells what was understood', () =>
    nothingStored(server, async () => {
      const { status, headers, body } = await begin({ dryRun: 'true' });
      expect([status, headers.get('preference-applied')]).toEqual([202, 'respond-async']);
      expect(headers.get('location')).toBe(`/api/v1/imports/${body.id}`);
      expect(await ended(headers.get('location')!)).toMatchObject({
        state: 'done',
        dryRun: true,
        understood: { kind: 'ledger', found: { issues: 42 } },
        refusals: [],
        result: { toStore: 'dryRun=false' },
      });
    }));

  it('is refused with sheet, row and rule, and stores nothing', () =>
    nothingStored(server, async () => {
      await refused(begin({ dryRun: 'false', deliveredOn: 'soon' }), 400, 'request.bad-shape');
      const wrong = await begin({ dryRun: 'false', history: 'carried-over', asOf: '2199-01-01' });
      const { state, refusals } = await ended(wrong.headers.get('location')!);
      expect([state, refusals[0].code]).toEqual(['refused', 'import.review-date-missing']);
      expect(refusals[0]).toMatchObject({ sheet: '整改台账', row: expect.any(Number) });
    }));

  it('is stored once, however often it is sent under its key', async () => {
    const key = { 'idempotency-key': 'ledger-1' };
    const first = await begin({ dryRun: 'false' }, key);
    const run = await ended(first.headers.get('location')!);
    expect(run).toMatchObject({ state: 'done', result: { round: { counts: { issues: 42, tasks: 39 } } } });
    const head = await server.engine.store.head();
    const again = await begin({ dryRun: 'false' }, key);
    expect([again.status, again.body.id, again.body.state]).toEqual([202, run.id, 'done']);
    expect(await server.engine.store.head()).toBe(head);
    await refused(begin({ dryRun: 'false', title: '另一轮' }, key), 422, 'request.key-reused');
    await refused(world.office.send('DELETE', `imports/${run.id}`), 409, 'import.not-cancellable');
    const { items } = await world.office.get(`issues?roundId=${run.result.round.id}&total=true&limit=1`);
    expect(items).toHaveLength(1);
    for (const method of ['GET', 'DELETE'])
      await refused(world.reporter.send(method, `imports/${run.id}`), 404, 'import.unknown');
  });

  it('is cancelled by whoever may see it, and leaves nothing behind', () =>
    nothingStored(server, async () => {
      await begin({ dryRun: 'true', title: '前一轮' });
      const { body } = await begin({ dryRun: 'false', title: '再一轮' });
      const cancelled = await world.office.send('DELETE', `imports/${body.id}`);
      expect([cancelled.status, cancelled.body.state]).toEqual([200, 'cancelled']);
      expect((await world.office.send('GET', `imports/${body.id}`)).body.state).toBe('cancelled');
    }));
});
