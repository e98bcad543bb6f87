import { openEventStore, openEventStoreReadOnly } from './index.js';

describe('given a URL of no store', () => {
  it.each(['', 'sqlite:', 'sqlite::memory:', 'mysql://db/x', 'events.db', 'memory'])(
    'refuses %j by name',
    async (url) => {
      await expect(openEventStore(url)).rejects.toThrow(`unknown event store URL ${url}`);
      await expect(openEventStoreReadOnly(url)).rejects.toThrow(`unknown event store URL ${url}`);
    },
  );

  it('keeps the password out of the message', async () => {
    const failing = openEventStore('mysql://user:geheim@db/x');
    await expect(failing).rejects.toThrow('mysql://***@db/x');
    await expect(failing).rejects.not.toThrow('geheim');
  });
});
