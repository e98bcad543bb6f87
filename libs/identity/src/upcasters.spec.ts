import { type Recorded, withUpcasters } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { accountDecider } from './domain/account/account.js';
import type { AccountEvent } from './domain/account/events.js';
import { identityUpcasters } from './upcasters.js';

/** As version 1 of the program stored it, byte for byte. */
const stored = `{"id":"0b8f7a52-6c1e-4d63-9d0a-1f2e3d4c0000","type":"SignedIn","schemaVersion":1,"data":{"session":"s1","until":"2023-10-15T14:00:00.000Z"},"metadata":{"actor":{"id":"account-1","personId":"person-1","name":"张三","roles":["reporter"],"client":"web"},"effectiveAt":"2023-10-15T02:00:00.000Z","correlationId":"c","causationId":"c","command":"SignIn","commandId":"0b8f7a52-6c1e-4d63-9d0a-1f2e3d4c5b6a","commandHash":"h"}}`;

describe('a sign-in stored by version 1', () => {
  it('is read as one by password, and opens the session that it opened', async () => {
    const store = await openEventStore('memory:');
    await store.append([[{ stream: 'account-a1', expected: 'none', events: [JSON.parse(stored)] }]]);
    const [event] = (await withUpcasters(store, identityUpcasters).readStream('account-a1', 0)) as [
      Recorded<AccountEvent>,
    ];
    const until = '2023-10-15T14:00:00.000Z';
    expect(event).toMatchObject({ schemaVersion: 2, data: { session: 's1', until, by: 'password' } });
    const opened: AccountEvent = {
      type: 'AccountOpened',
      data: { login: 'w', personId: 'p', name: '张三', roles: [] },
    };
    const account = accountDecider.evolve(undefined, { ...event, ...opened });
    expect(accountDecider.evolve(account, event)?.sessions.get('s1')).toMatchObject({ until, client: 'web' });
    await store.close();
  });
});
