import { openEventStore } from '#event-store';
import { STEP } from '../support/eventstoredb/event-log.js';
import { EventStoreDbDouble } from '../support/eventstoredb/eventstoredb-double.js';
import { describeEventStore } from './event-store.contract.js';

/** Lets a busy machine write 10,000 events at once. */
const PATIENT_MS = 30_000;

describeEventStore(
  'EventStoreDB',
  async (clock) => {
    const double = await EventStoreDbDouble.start({ clock });
    const open = () => openEventStore(double.url, { limitMs: PATIENT_MS });
    let store = await open();
    const reopen = async () => {
      await store.close();
      await double.restart();
      return (store = await open());
    };
    return { store, reopen, close: () => store.close().then(() => double.close()) };
  },
  { atomicAcrossStreams: false, knowsIdsEverywhere: false, position: (n) => String(n * STEP) },
);
