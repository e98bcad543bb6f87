import { randomUUID } from 'node:crypto';
import { openEventStore } from '#event-store';
import { describeEventStore } from '../contract/event-store.contract.js';
import { OwnStreams } from './own-streams.js';

const url = process.env['ESDB_URL']!;
const PATIENT_MS = 30_000;
/** What a server takes in one append unless its MaxAppendSize says otherwise. */
const LARGEST_APPEND = 1_048_576;
const anyPosition = (): string => expect.stringMatching(/^[1-9]\d*$/);

describeEventStore(
  'real EventStoreDB',
  async () => {
    const prefix = `${randomUUID().replaceAll('-', '')}:`;
    let inner = await openEventStore(url, { limitMs: PATIENT_MS });
    const start = await inner.head();
    const reopen = async () => {
      await inner.close();
      inner = await openEventStore(url, { limitMs: PATIENT_MS });
      return new OwnStreams(inner, prefix, start);
    };
    return { store: new OwnStreams(inner, prefix, start), reopen, close: () => inner.close() };
  },
  {
    atomicAcrossStreams: false,
    knowsIdsEverywhere: false,
    readsOurClock: false,
    largestAppend: LARGEST_APPEND,
    position: anyPosition,
  },
);
