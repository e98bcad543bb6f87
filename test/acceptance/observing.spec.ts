import { randomUUID } from 'node:crypto';
import { Controller, Get, Module } from '@nestjs/common';
import type { Recorded } from '#event-sourcing';
import { Open } from '#identity';
import type { Answer } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { changes, type Samples, samplesOf } from '../support/measured.js';
import { refused } from '../support/refused.js';
import { type RunningServer, startServer } from '../support/server.js';

const TOKEN = 'a-token.for/scrapers~';

@Controller('unforeseen')
class Unforeseen {
  @Get()
  @Open()
  fail(): never {
    throw new TypeError('nobody thought of this');
  }
}

@Module({ controllers: [Unforeseen] })
class WithUnforeseen {}

type Line = Readonly<Record<string, unknown>>;

describe('what a server tells of itself', () => {
  let server: RunningServer;
  let lines: Line[];
  const logTo = { write: (line: string) => void lines.push(JSON.parse(line) as Line) };

  beforeAll(async () => {
    lines = [];
    const environment = { RECTIFY_METRICS_TOKEN: TOKEN, RECTIFY_LOG_LEVEL: 'debug' };
    server = await startServer(environment, { logTo, modules: [WithUnforeseen] });
  });
  afterAll(() => server.stop());

  const metrics = (authorization?: string): Promise<Answer> =>
    server.nobody.send('GET', '/metrics', undefined, authorization === undefined ? {} : { authorization });
  const scrape = async (): Promise<Samples> => samplesOf((await metrics(`Bearer ${TOKEN}`)).body as string);
  const seen = async (names: RegExp): Promise<Record<string, number>> => changes(new Map(), await scrape(), names);
  /** What the metrics have counted of it. */
  const counted = async (names: RegExp, work: () => Promise<unknown>): Promise<Record<string, number>> => {
    const before = await scrape();
    await work();
    return changes(before, await scrape(), names);
  };
  const lineOf = async (id: unknown, msg = 'request'): Promise<Line> => {
    const found = () => lines.filter((line) => line['id'] === id && line['msg'] === msg);
    await eventually(() => found().length > 0);
    expect(found()).toHaveLength(1);
    return found()[0]!;
  };
  const registered = (name: string, key?: string) => server.admin.do('units', { name }, { key });
  const last = async (): Promise<Recorded> => (await server.engine.events('0', 10_000)).at(-1)!;
  const store = () => server.engine.store.name;

  describe('in its metrics', () => {
    it('counts each command by its outcome, what it stored and how it was asked for', async () => {
      const names = /^rectify_(commands_total|append_batch_events_sum|http_request_duration_seconds_count)/;
      const found = await counted(names, async () => {
        const { id } = await registered('一办', 'first');
        await registered('一办', 'first');
        await registered('二办');
        await server.admin.do(`units/${id}/name`, { name: '办公室' });
        await server.admin.do(`units/${id}/name`, { name: '办公室' });
        await refused(server.admin.try(`units/${id}/name`, { name: '三' }, { ifMatch: '"9"' }), 412, 'version.stale');
        await refused(server.admin.try(`units/${randomUUID()}/name`, { name: '四' }), 404, 'unit.unknown');
        await refused(server.admin.try('units', { nombre: '?' }), 400, 'request.bad-shape');
        await refused(server.nobody.try('units', { name: '?' }), 401, 'sign-in.required');
        await refused(server.nobody.send('GET', 'nowhere/at/all'), 404, 'request.no-such-route');
      });
      const command = (name: string, outcome: string, kind = '') =>
        `rectify_commands_total{command="${name}",outcome="${outcome}",kind="${kind}"}`;
      const requests = (method: string, route: string, status: string) =>
        `rectify_http_request_duration_seconds_count{method="${method}",route="${route}",status="${status}"}`;
      expect(found).toEqual({
        [command('RegisterUnit', 'taken')]: 2,
        [command('RegisterUnit', 'repeated')]: 1,
        [command('RenameUnit', 'taken')]: 1,
        [command('RenameUnit', 'unchanged')]: 1,
        [command('RenameUnit', 'refused', 'stale')]: 1,
        [command('RenameUnit', 'refused', 'unknown')]: 1,
        // Two registered and one renamed, each with the names that it takes and leaves.
        [`rectify_append_batch_events_sum{store="${store()}"}`]: 7,
        [requests('POST', '/api/v1/units', '2xx')]: 3,
        [requests('POST', '/api/v1/units', '4xx')]: 2,
        [requests('POST', '/api/v1/units/:id/name', '2xx')]: 2,
        [requests('POST', '/api/v1/units/:id/name', '4xx')]: 2,
        [requests('GET', 'unmatched', '4xx')]: 1,
        [requests('GET', '/metrics', '2xx')]: 1,
      });
    });

    it('counts a conflict, and that it decided again, when somebody else was first on the stream', async () => {
      const names = /^rectify_(append_conflicts|append_failures|lost_races)_total/;
      const { id: unitId } = await registered('争先办');
      const { id, version } = await server.admin.do('people', { name: '争先' });
      const { metadata } = await last();
      const unit = { id: unitId, name: '争先办' };
      const found = await counted(names, async () => {
        const event = {
          id: randomUUID(),
          type: 'PostTaken',
          schemaVersion: 1,
          data: { unit, post: '抢先', from: '2020-01-01' },
        };
        const events = [{ ...event, metadata: { ...metadata, commandId: event.id, commandHash: event.id } }];
        await server.engine.store.append([[{ stream: `person-${id}`, expected: version as number, events }]]);
        const taken = await server.admin.do(`people/${id}/posts`, { unitId, post: '后到', from: '2020-01-02' });
        expect(taken).toMatchObject({ version: 3 });
      });
      expect((await last()).data).toEqual({ unit, post: '后到', from: '2020-01-02' });
      expect(found).toEqual({
        [`rectify_append_conflicts_total{store="${store()}"}`]: 1,
        'rectify_lost_races_total{end="decided-again"}': 1,
      });
    });

    it('shows how far the views are behind, event by event, and that they have caught up', async () => {
      const lag = /^rectify_view_lag_(events|seconds)\{view="units"\}/;
      const ready = async () => Object.keys(await seen(/^rectify_view_lag_/)).length === 0;
      await registered('先看办');
      while (!(await ready())) await new Promise((resolve) => setTimeout(resolve, 20));
      await server.engine.runner.stop();
      for (const name of ['甲办', '乙办', '丙办']) await registered(name);
      await new Promise((resolve) => setTimeout(resolve, 20));
      const { 'rectify_view_lag_events{view="units"}': events, ...more } = await seen(lag);
      // Each unit and its name.
      expect([events, more['rectify_view_lag_seconds{view="units"}']! > 0.015]).toEqual([6, true]);
      await server.engine.runner.start();
      await server.admin.get(`units?after=${await server.engine.store.head()}`);
      while (!(await ready())) await new Promise((resolve) => setTimeout(resolve, 20));
      expect((await scrape()).get('rectify_view_lag_seconds{view="units"}')).toBe(0);
      expect((await scrape()).get('rectify_view_state{view="units",state="live"}')).toBe(1);
    });

    it('names nothing of the business', async () => {
      const { id } = await registered('不得外传办');
      await server.admin.get(`units/${id}`);
      const { body } = await metrics(`Bearer ${TOKEN}`);
      expect(body).toContain('/api/v1/units/:id');
      expect(body).not.toMatch(/[\da-f]{8}-[\da-f]{4}-|\p{Script=Han}/u);
    });

    it('asks for the token that was set, whatever else is shown', async () => {
      const shown = [undefined, '', TOKEN, `Basic ${TOKEN}`, `Bearer ${TOKEN.slice(1)}`, `Bearer ${TOKEN}x`];
      for (const authorization of shown) {
        const answer = metrics(authorization);
        expect(await refused(answer, 401, 'metrics.token-required')).not.toHaveProperty('details');
        expect((await answer).headers.get('www-authenticate')).toBe('Bearer realm="rectify"');
      }
      const { status, headers } = await metrics(`bearer ${TOKEN}`);
      expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    });

    it('asks for nothing where no token was set', async () => {
      const open = await startServer();
      const { status, body } = await open.nobody.send('GET', '/metrics');
      await open.stop();
      expect([status, String(body)]).toEqual([200, expect.stringContaining('rectify_store_up{store="views"} 1')]);
    });
  });

  describe('in its log', () => {
    it('begins with the version and where it is, and who keeps the views', () => {
      const started = lines.find(({ msg }) => msg === 'started');
      expect(started).toMatchObject({ level: 'info', role: 'all', version: expect.any(String), url: server.url });
      expect(lines.filter(({ leads }) => leads === true)).toHaveLength(1);
    });

    it('has a line for a command, under the correlation id of the events that it made', async () => {
      const { id } = await registered('留痕办');
      await server.admin.through('spec/1.0').do(`units/${id}/name`, { name: '留痕处' });
      const { metadata } = await last();
      expect(await lineOf(metadata.correlationId)).toMatchObject({
        level: 'info',
        method: 'POST',
        path: `/api/v1/units/${id}/name`,
        route: '/api/v1/units/:id/name',
        act: 'RenameUnit',
        status: 200,
        ms: expect.any(Number),
        account: metadata.actor.id,
        client: 'spec/1.0',
      });
    });

    it('has a line for a refusal, under the instance of its problem, and warns of a right that is missing', async () => {
      const { id: personId } = await server.admin.do('people', { name: '郑刚' });
      const inspector = await server.account('inspector', personId, 'inspector');
      const { instance } = await refused(inspector.try('units?name=secret', { name: '?' }), 403, 'rights.denied');
      expect(await lineOf(instance)).toMatchObject({
        level: 'warn',
        path: '/api/v1/units',
        act: 'RegisterUnit',
        code: 'rights.denied',
      });
      const unknown = await refused(server.admin.try(`units/${randomUUID()}/name`, { name: '?' }), 404, 'unit.unknown');
      expect(await lineOf(unknown.instance)).toMatchObject({ level: 'info', status: 404, code: 'unit.unknown' });
    });

    it('has the stack of a failure that nobody foresaw, under the instance of its problem', async () => {
      const { instance } = await refused(server.nobody.send('GET', '/unforeseen'), 500, 'server.failed');
      expect(await lineOf(instance, 'failed')).toMatchObject({
        level: 'error',
        err: { type: 'TypeError', message: 'nobody thought of this', stack: expect.stringContaining('observing.spec') },
      });
      expect(await lineOf(instance)).toMatchObject({ level: 'warn', status: 500, code: 'server.failed' });
    });

    it('takes no id from a client, and has what it claims under another name', async () => {
      const claimed = { 'x-request-id': 'mine', traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` };
      const answer = await server.nobody.send('GET', 'me', undefined, claimed);
      expect(answer.body.instance).toMatch(/^[\da-f-]{36}$/);
      expect(await lineOf(answer.body.instance)).toMatchObject({
        claimedId: 'mine',
        claimedTrace: claimed.traceparent,
      });
    });

    it('tells what nobody could read as a request from what was none of ours', async () => {
      const { instance } = await refused(server.nobody.send('GET', 'units/%E0%A4%A'), 400, 'request.bad-url');
      expect(await lineOf(instance)).toMatchObject({ route: 'unmatched', status: 400, code: 'request.bad-url' });
    });
  });
});
