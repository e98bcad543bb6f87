import { rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readConfig } from '../../apps/server/src/config.js';
import { serve, type Serving } from '../../apps/server/src/serve.js';
import { type Answer, Client } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { refused } from '../support/refused.js';
import { bringToRequest, evidenceBytes, issueBody, makeWorld, roundBody, type World } from '../support/world.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';

const NUMBERS = 12;
const JSON_BODY = { 'content-type': 'application/json' };

/** As somebody does who owns the machine: the triggers of the file are no obstacle. */
const inFile = (server: RunningServer, ...statements: string[]): void => {
  const db = new DatabaseSync(join(server.folder, 'rectify.db'));
  db.exec('DROP TRIGGER IF EXISTS events_are_never_updated; DROP TRIGGER IF EXISTS events_are_never_deleted');
  for (const statement of statements) db.exec(statement);
  db.close();
};

const tree = (server: RunningServer): string => join(server.folder, 'rectify-integrity');

describe('a history that somebody changes behind the program', () => {
  let server: RunningServer;
  const ready = (): Promise<Answer> => reader.send('GET', '/health/ready');
  const sealed = () =>
    eventually(async () => {
      const { body } = await ready();
      const { head, sealed } = body as { head: string; sealed?: { events: number } };
      return Number(head) === sealed?.events;
    });
  const unit = (name: string) => reader.send('POST', '/api/v1/units', { name });
  let serving: Serving;
  let reader: Client;
  /** Stops, does something to the files, starts again; who was signed in is so still. */
  const meanwhile = async (work: () => unknown) => {
    const token = await tokenOf(server);
    await serving.close();
    await work();
    const environment = { ...server.stores.environment, RECTIFY_PORT: '0', RECTIFY_LOG_LEVEL: 'silent' };
    serving = await serve(readConfig(environment));
    reader = new Client(serving.url, token);
  };
  const lastOf = (): { position: number; stream: string; version: number } => {
    const db = new DatabaseSync(join(server.folder, 'rectify.db'), { readOnly: true });
    const row = db.prepare('SELECT position, stream, version FROM events ORDER BY position DESC LIMIT 1').get();
    db.close();
    return row as { position: number; stream: string; version: number };
  };

  beforeEach(async () => {
    server = await startServer({ RECTIFY_LOG_LEVEL: 'silent' });
    serving = server;
    reader = server.admin;
    for (let n = 0; n < NUMBERS; n++) expect((await unit(`第${n}科`)).status).toBe(201);
    await sealed();
  });
  afterEach(async () => {
    await serving.close();
    rmSync(server.folder, { recursive: true });
  });

  it('is ready while it is whole, also after a restart', async () => {
    await meanwhile(() => undefined);
    const { status, body } = await ready();
    expect([status, (body as { damage?: object }).damage]).toEqual([200, undefined]);
    expect((await unit('新科')).status).toBe(201);
  });

  it('is told at the start, with its place; it is read on, and takes nothing', async () => {
    const { position, stream, version } = lastOf();
    await meanwhile(() =>
      inFile(server, `UPDATE events SET data = replace(data, '第', '弟') WHERE position = ${position}`),
    );
    const { status, body } = await ready();
    expect(status).toBe(503);
    const damage = { code: 'history.damaged', kind: 'event-differs', position: String(position), stream, version };
    expect(body).toMatchObject({ status: 'not-ready', damage });
    await refused(unit('新科'), 503, 'history.damaged');
    expect((await reader.send('GET', '/api/v1/units')).status).toBe(200);
    expect((await reader.send('GET', '/health/live')).status).toBe(200);
  });

  it('is told when it is shorter than its tree, as after the restore of an older copy', async () => {
    let position = 0;
    await meanwhile(() => {
      ({ position } = lastOf());
      inFile(server, `DELETE FROM events WHERE position = ${position}`);
    });
    const { status, body } = await ready();
    expect([status, (body as { damage: object }).damage]).toEqual([
      503,
      {
        code: 'history.damaged',
        kind: 'event-missing',
        log: 'ends-early',
        position: String(position),
        index: position - 1,
      },
    ]);
  });

  it('is told while the program runs, when it changes before it is sealed', async () => {
    expect((await unit('新科')).status).toBe(201);
    inFile(
      server,
      `UPDATE events SET data = replace(data, '新', '薪') WHERE position = (SELECT max(position) FROM events)`,
    );
    await eventually(async () => (await ready()).status === 503);
    expect((await ready()).body).toMatchObject({
      damage: { kind: 'not-as-appended', position: String(lastOf().position) },
    });
    await refused(unit('另一科'), 503, 'history.damaged');
  });

  it('is sealed anew where there is no tree, as an older history is', async () => {
    await meanwhile(() => rmSync(tree(server), { recursive: true }));
    await sealed();
    expect((await ready()).status).toBe(200);
  });
});

describe('evidence that changes on the disk', () => {
  let server: RunningServer;
  let world: World;
  beforeAll(async () => {
    server = await startServer({ RECTIFY_LOG_LEVEL: 'silent' });
    world = await makeWorld(server);
  });
  afterAll(() => server.stop());
  const ready = (): Promise<Answer> => server.nobody.send('GET', '/health/ready');
  const attached = async (): Promise<{ bytes: Buffer; sha256: string }> => {
    const { id: roundId } = await world.office.do('rounds', roundBody);
    const { id } = await world.office.do(`rounds/${roundId}/issues`, issueBody('1'));
    await bringToRequest(world, id);
    const { bytes, sha256 } = evidenceBytes(`学习签到表 ${id}`);
    return { bytes: Buffer.from(bytes), sha256 };
  };

  it('is broken off at its end, told by its hash, and well again when it was put back', async () => {
    const { bytes, sha256 } = await attached();
    const file = join(server.folder, 'evidence', sha256.slice(0, 2), sha256);
    const token = await tokenOf(server, 'inspector');
    const got = () => download(server.url, token, sha256);
    const { digest, bytes: first } = await got();
    const expected = `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`;
    expect([digest, first?.equals(bytes)]).toEqual([expected, true]);
    const other = Buffer.from(bytes);
    other[3]! ^= 1;
    await writeFile(file, other);
    expect([(await got()).status, (await got()).bytes?.includes(other)]).toEqual([500, false]);
    const { status, body } = await ready();
    expect([status, (body as { evidence: object[] }).evidence]).toEqual([503, [{ kind: 'evidence-differs', sha256 }]]);
    await writeFile(file, bytes);
    expect((await got()).bytes?.equals(bytes)).toBe(true);
    expect((await ready()).status).toBe(200);
    await rm(file);
    expect((await got()).status).toBe(500);
    expect((await ready()).body).toMatchObject({ evidence: [{ kind: 'evidence-missing', sha256 }] });
  });

  it('is broken off before its end where the client has some of it already', async () => {
    const bytes = Buffer.from('会议纪要。'.repeat(40_000));
    const name = encodeURIComponent('纪要.txt');
    const { sha256 } = (await world.reporter.send('POST', `evidence?name=${name}`, bytes)).body as { sha256: string };
    const file = join(server.folder, 'evidence', sha256.slice(0, 2), sha256);
    await writeFile(file, Buffer.concat([bytes.subarray(0, -1), Buffer.of(0)]));
    const { status, bytes: got } = await download(server.url, await tokenOf(server, 'inspector'), sha256);
    expect([status, got]).toEqual([200, undefined]);
  });
});

const tokenOf = async ({ url }: RunningServer, login = 'admin'): Promise<string> => {
  const body = JSON.stringify({ login, password: PASSWORD });
  const answer = await fetch(`${url}/api/v1/session`, { method: 'POST', headers: JSON_BODY, body });
  return ((await answer.json()) as { accessToken: string }).accessToken;
};

const download = async (url: string, token: string, sha256: string) => {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/api/v1/evidence/${sha256}`, { headers });
  const bytes = await response.arrayBuffer().then(Buffer.from, () => undefined);
  return { status: response.status, digest: response.headers.get('content-digest'), bytes };
};
