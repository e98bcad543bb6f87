import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Inject, Injectable, Module } from '@nestjs/common';
import { accountDecider, accountIdOf, openCredentials } from '#identity';
import { readConfig } from '../../apps/server/src/config.js';
import { serve, type ServeOptions } from '../../apps/server/src/serve.js';
import { type Stores, storesOf } from '../support/stores.js';

@Injectable()
class Needing {
  constructor(@Inject('nothing provides this') readonly missing: unknown) {}
}

@Module({ providers: [Needing] })
class Unprovided {}

describe('a first start that fails', () => {
  let folder: string;
  let stores: Stores;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rectify-first-start-'));
    stores = await storesOf({ folder });
  });
  afterEach(async () => {
    await stores.stop();
    rmSync(folder, { recursive: true });
  });
  const configOf = (port: number, RECTIFY_LOG_LEVEL = 'silent') =>
    readConfig({ ...stores.environment, RECTIFY_PORT: String(port), RECTIFY_LOG_LEVEL });
  const start = (port: number, { level, ...more }: ServeOptions & { readonly level?: string } = {}) =>
    serve(configOf(port, level), more);

  it('because the port is taken keeps the one-time password for the start that succeeds', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    await expect(start((other.address() as AddressInfo).port)).rejects.toThrow('EADDRINUSE');
    await new Promise<void>((resolve) => other.close(() => resolve()));
    const { administrator, engine, close } = await start(0);
    expect(administrator).toEqual({ login: 'admin', oneTimePassword: expect.any(String) });
    const credentials = await openCredentials(configOf(0).credentialsUrl);
    const id = accountIdOf('admin', engine.digest);
    const { state: account } = await engine.lookup.state(accountDecider, id);
    const hash = await credentials.get(id, account?.passwordId);
    await credentials.close();
    await close();
    // Source: OWASP Password Storage Cheat Sheet; the stories have cheaper ones.
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('because a part lacks what it needs says so in the log, and lets go of the stores', async () => {
    const lines: string[] = [];
    const options = {
      modules: [Unprovided],
      level: 'error',
      logTo: { write: (line: string) => void lines.push(line) },
    };
    await expect(start(0, options)).rejects.toThrow('nothing provides this');
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({
      level: 'fatal',
      msg: 'not started',
      err: { message: expect.stringContaining('nothing provides this') },
    });
    const { close } = await start(0);
    await close();
  });
});
