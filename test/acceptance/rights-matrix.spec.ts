import { jest } from '@jest/globals';
import { RequestMethod } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { SetClock } from '#event-sourcing';
import { Uploads } from '#rectification';
import { type Cell, cellsOf, judge } from '../rights/cells.js';
import { DryStore, ON_RECORD } from '../rights/dry-store.js';
import { FieldsRead } from '../rights/fields-read.js';
import { makeMeetingThings } from '../rights/meeting-things.js';
import { identityRights } from '../rights/of-identity.js';
import { issueRights } from '../rights/of-issues.js';
import { meetingRights } from '../rights/of-meetings.js';
import { readingRights } from '../rights/of-reading.js';
import { roundRights } from '../rights/of-rounds.js';
import { actOf, handlersOf, redeclared } from '../rights/routes.js';
import { makeOtherThings } from '../rights/other-things.js';
import { makePeople, type People } from '../rights/people.js';
import type { Things } from '../rights/things.js';
import { type RunningServer, startServer } from '../support/server.js';
import { Wire } from '../support/wire.js';

const rows = { ...issueRights, ...roundRights, ...meetingRights, ...identityRights, ...readingRights };

/** Tell nothing of the business, and are asked of nobody in particular. */
const OPEN = [
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'GET /api/v1/problems',
  'GET /api/v1/problems/:',
];

type Handler = (...args: unknown[]) => unknown;

const joined = (...parts: string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`.replaceAll(/:\w+/g, ':');

/** As `GET /api/v1/issues/:`, with every part that varies by a colon. */
const routesOf = (server: RunningServer): string[] => {
  const modules = [...server.app.get(ModulesContainer).values()];
  const controllers = modules.flatMap((module) => [...module.controllers.values()]).map(({ metatype }) => metatype!);
  return controllers.flatMap((controller) => {
    const { prototype } = controller as { prototype: Record<string, Handler> };
    const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
    const handlers = names.map((name) => prototype[name]!).filter((one) => Reflect.hasMetadata('path', one));
    const base = Reflect.getMetadata('path', controller) as string;
    return handlers.map((one) => {
      const method = RequestMethod[Reflect.getMetadata('method', one) as number];
      return `${method} ${joined(base, Reflect.getMetadata('path', one) as string)}`;
    });
  });
};

describe('the rights of everybody on everything', () => {
  const clock = new SetClock(new Date(Date.now() - 2 * 3_600_000).toISOString());
  let server: RunningServer;
  let people: People;
  let things: Things;
  let cells: Cell[];
  let wire: Wire;
  let store: DryStore;
  const fields = new FieldsRead();

  beforeAll(async () => {
    fields.begin();
    // All of them come from one address, some at sign-in, within a minute.
    server = await startServer({ RECTIFY_SIGN_INS_PER_MINUTE: '5000' }, { clock, sameClasses: true });
    people = await makePeople(server, clock);
    const head = () => server.engine.store.head();
    things = { ...(await makeOtherThings(people)), ...(await makeMeetingThings(people, server.url, head)) };
    await server.engine.seen(server.engine.views, await head());
    // Of whom a file is that waits to be attached has a story of its own: uploads.spec.ts.
    jest.spyOn(Uploads.prototype, 'isBy').mockResolvedValue(true);
    wire = new Wire(server.url);
    store = new DryStore(server.engine);
    for (const { token } of people.clients) await wire.ask({ method: 'GET', path: '/api/v1/me', token });
    cells = cellsOf(rows, people, things);
    store.begin();
  }, 300_000);
  afterAll(async () => {
    jest.restoreAllMocks();
    fields.end();
    store?.end();
    wire?.close();
    await server.stop();
  });

  /** What a row asks for, in the form of a route. */
  const askedIn = ({ row, thing }: Cell): string => {
    const { method, path } = row.asks(thing);
    const ids = [thing.id, ...Object.values(thing.more)].filter((one) => one !== '');
    const parts = path.split('?')[0]!.split('/');
    return `${method} /api/v1/${parts.map((part) => (ids.includes(part) ? ':' : part)).join('/')}`;
  };

  it('are written down for every route, and for nothing else', () => {
    const asked = [...new Set(cells.map(askedIn))].sort();
    expect([...asked, ...OPEN].sort()).toEqual([...new Set(routesOf(server))].sort());
  });

  it('are in every cell as the table says', async () => {
    const before = await server.engine.store.head();
    const began = Date.now();
    const { answers, wrong } = await judge(cells, wire, store);
    console.log(`${cells.length} cells of ${Object.keys(rows).length} acts in ${Date.now() - began} ms`, answers);
    expect(wrong).toEqual([]);
    expect(cells.length).toBeGreaterThan(20_000);
    const since = await server.engine.events(before, 100_000);
    const acts = new Set(since.map(({ metadata }) => metadata.command));
    expect([...acts].filter((act) => !ON_RECORD.has(act))).toEqual([]);
  }, 600_000);

  it('leave no field of a command unread that a client may fill', () => {
    const acts = handlersOf(server.app).flatMap((handler) => actOf(handler) ?? []);
    const unread = fields.unread(acts);
    expect(unread.map((field) => `nothing reads ${field}: copy it to the event in its decision`)).toEqual([]);
  });

  it('are noticed when the program lets somebody in whom the table does not', async () => {
    const act = cells.filter((cell) => cell.act === 'ApproveClosure');
    const handler = handlersOf(server.app).find((one) => actOf(one)?.name === 'ApproveClosure')!;
    const { restore } = redeclared(handler, { ...actOf(handler)!, roles: ['leader', 'office'] });
    const { wrong } = await judge(act, wire, store).finally(restore);
    const lines = wrong.filter((line) => line.includes(' by office '));
    expect(lines.length).toBeGreaterThan(5);
    expect((await judge(act, wire, store)).wrong).toEqual([]);
  }, 60_000);

  it('let what reached the store be done indeed, once the store takes it', async () => {
    store.end();
    const cell = cells.find(
      (one) => one.act === 'ReportProgress' && one.state === 'rectifying' && one.verdict === 'yes',
    )!;
    const { method, path, body } = cell.row.asks(cell.thing);
    const asked = { method, path: `/api/v1/${path}`, body, token: cell.token, headers: { 'if-match': '*' } };
    const { status, text } = await wire.ask(asked);
    expect([status, JSON.parse(text).events]).toEqual([200, [expect.objectContaining({ type: 'ProgressReported' })]]);
  });
});
