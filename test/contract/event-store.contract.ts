import { type Clock, type EventStore, SetClock } from '#event-sourcing';
import { describeContents } from './event-contents.contract.js';
import { describeExpectedVersions } from './expected-version.contract.js';
import { describeOrder } from './event-order.contract.js';
import { describeOtherLogs } from './other-log.contract.js';
import { describeRepeats } from './repeated-append.contract.js';

export interface Opened {
  readonly store: EventStore;
  /** Closes the store and opens what it left behind; absent where nothing outlives the process. */
  readonly reopen?: () => Promise<EventStore>;
  readonly close: () => Promise<void>;
}

/** What a case of the contract works on: a fresh store, and the clock it reads. */
export interface Subject {
  readonly store: () => EventStore;
  readonly opened: () => Opened;
  readonly clock: SetClock;
  readonly nature: Nature;
}

/** Where engines differ by nature, not by fault. */
export interface Nature {
  /** An append over several streams is all or nothing; otherwise it goes stream by stream and is resumed by a repeat. */
  readonly atomicAcrossStreams: boolean;
  /** An id is known wherever it stands; otherwise within the streams of the append. */
  readonly knowsIdsEverywhere: boolean;
  /** Events are recorded by the clock given; otherwise by a clock of the engine's own. */
  readonly readsOurClock: boolean;
  /** How much one append may carry, in bytes. */
  readonly largestAppend: number;
  /** The position of the n-th event, counted from 1. */
  readonly position: (n: number) => string;
}

const USUAL: Nature = {
  atomicAcrossStreams: true,
  knowsIdsEverywhere: true,
  readsOurClock: true,
  largestAppend: Infinity,
  position: String,
};

export const NOON = '2024-01-10T04:00:00.000Z';

/** The time of recording by our clock, or any by the engine's own. */
export const recordedAt = ({ readsOurClock }: Nature, time: string): string =>
  readsOurClock ? time : expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/);

/** The promises of the port, the same for every engine. */
export const describeEventStore = (
  name: string,
  open: (clock: Clock) => Promise<Opened>,
  unusual: Partial<Nature> = {},
): void => {
  describe(`${name} event store`, () => {
    const clock = new SetClock(NOON);
    let opened: Opened;
    const subject: Subject = {
      store: () => opened.store,
      opened: () => opened,
      clock,
      nature: { ...USUAL, ...unusual },
    };

    beforeEach(async () => {
      clock.set(NOON);
      opened = await open(clock);
    });
    afterEach(() => opened.close());

    describeExpectedVersions(subject);
    describeRepeats(subject);
    describeOrder(subject);
    describeContents(subject);
    describeOtherLogs(subject, () => open(clock));
  });
};
