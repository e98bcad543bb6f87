import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../apps/server/src/config.js';
import { serve } from '../../apps/server/src/serve.js';
import { storesOf } from '../support/stores.js';

describe('a first start that fails because the port is taken', () => {
  it('keeps the one-time password for the start that succeeds', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const folder = mkdtempSync(join(tmpdir(), 'rectify-first-start-'));
    const stores = await storesOf({ folder });
    const start = (port: number) =>
      serve(readConfig({ ...stores.environment, RECTIFY_PORT: String(port), RECTIFY_LOG_LEVEL: 'silent' }));
    await expect(start((other.address() as AddressInfo).port)).rejects.toThrow('EADDRINUSE');
    await new Promise<void>((resolve) => other.close(() => resolve()));
    const { administrator, close } = await start(0);
    await close();
    await stores.stop();
    rmSync(folder, { recursive: true });
    expect(administrator).toEqual({ login: 'admin', oneTimePassword: expect.any(String) });
  });
});
