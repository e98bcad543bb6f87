import { openEventStore } from '#event-store';
import { describeEventStore } from './event-store.contract.js';

describeEventStore('memory', async (clock) => {
  const store = await openEventStore('memory:', { clock });
  return { store, close: () => store.close() };
});
