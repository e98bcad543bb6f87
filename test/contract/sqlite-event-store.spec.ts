import { openEventStore } from '#event-store';
import { tempDir } from '../support/temp-dir.js';
import { describeEventStore } from './event-store.contract.js';

describeEventStore('sqlite', async (clock) => {
  const dir = await tempDir();
  const open = () => openEventStore(`sqlite:${dir.path}/data/events.db`, { clock });
  let store = await open();
  const reopen = () => store.close().then(async () => (store = await open()));
  return { store, reopen, close: () => store.close().then(() => dir.remove()) };
});
