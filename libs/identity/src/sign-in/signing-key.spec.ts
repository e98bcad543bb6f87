import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSigningKey } from './signing-key.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rectify-key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a signing key file', () => {
  it('is made for its owner alone, and read again at the next start', async () => {
    const file = join(folder, 'data', 'token-key.json');
    const { kid } = await loadSigningKey(file);
    expect((await loadSigningKey(file)).kid).toBe(kid);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is refused when others may read it', async () => {
    const file = join(folder, 'token-key.json');
    await loadSigningKey(file);
    chmodSync(file, 0o644);
    await expect(loadSigningKey(file)).rejects.toThrow(/chmod 600/);
  });
});
