import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { type Place, sqlitePlace } from './support/place.js';
import { Client } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { ServedProgram } from '../support/served-program.js';

const PASSWORD = 'Zheng-Gai-2026-tai-zhang';
const MIB = 1024 * 1024;

describe('an upload during which the server is killed', () => {
  let place: Place;
  let server: ServedProgram;
  const drafts = () => readdirSync(join(place.folder, 'evidence', 'incoming'));
  /** A reporter's token, by way of the first administrator. */
  const token = async (): Promise<string> => {
    const told = () => /一次性密码 ([^，]+)，/.exec(server.said)?.[1];
    await eventually(() => told() !== undefined);
    const nobody = new Client(server.url);
    const admin = await nobody.firstSignIn('admin', told()!, PASSWORD);
    const { id: personId } = await admin.do('people', { name: '李明' });
    const { id } = await admin.do('accounts', { login: 'reporter', personId, roles: ['reporter'] });
    const { oneTimePassword } = await admin.do(`accounts/${id}/one-time-password`, {});
    return (await nobody.firstSignIn('reporter', oneTimePassword as string, PASSWORD)).headers['authorization']!;
  };

  beforeEach(async () => {
    place = await sqlitePlace();
    server = await ServedProgram.start(place);
  });
  afterEach(async () => {
    await server.end('SIGKILL');
    await place.remove();
  });

  it('leaves a draft, and the next start takes it away', async () => {
    const authorization = await token();
    const headers = { authorization, 'content-type': 'application/octet-stream', 'content-length': 8 * MIB };
    const upload = request(`${server.url}/api/v1/evidence?name=a.txt`, { method: 'POST', headers });
    upload.on('error', () => undefined);
    upload.write(Buffer.alloc(MIB, 'x'));
    await eventually(async () => drafts().length === 1);
    await server.end('SIGKILL');
    expect(drafts()).toHaveLength(1);
    server = await ServedProgram.start(place);
    expect(drafts()).toEqual([]);
  });
});
