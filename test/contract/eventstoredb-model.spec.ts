import { openEventStore } from '#event-store';
import { EventStoreDbDouble } from '../support/eventstoredb/eventstoredb-double.js';
import { describeModel } from './model.contract.js';
import type { Surviving } from './store-beside-model.js';

/** A restart is one of our process; a crash is one of the server, whose log outlives it, while our process goes on. */
const open = async (): Promise<Surviving> => {
  const double = await EventStoreDbDouble.start();
  const store = await openEventStore(double.url);
  let current = store;
  const restart = async () => {
    await current.close();
    return (current = await openEventStore(double.url));
  };
  const crash = async () => {
    await double.restart();
    return current;
  };
  return { store, restart, crash, close: () => current.close().then(() => double.close()) };
};

describeModel('EventStoreDB', open, { runs: 40, oneStreamAtATime: true });
