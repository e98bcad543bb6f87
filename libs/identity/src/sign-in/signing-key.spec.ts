import { MemoryCredentials } from '../credentials/memory-credentials.js';
import { loadSigningKey } from './signing-key.js';

describe('the key that signs access tokens', () => {
  it('is made once, also when several processes start at the same moment', async () => {
    const credentials = new MemoryCredentials();
    const keys = await Promise.all(Array.from({ length: 5 }, () => loadSigningKey(credentials)));
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1);
    expect((await loadSigningKey(credentials)).kid).toBe(keys[0]!.kid);
  });

  it('is another one over other credentials', async () => {
    const [one, other] = [await loadSigningKey(new MemoryCredentials()), await loadSigningKey(new MemoryCredentials())];
    expect(one.kid).not.toBe(other.kid);
  });
});
