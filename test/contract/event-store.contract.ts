import { type Clock, type EventStore, SetClock } from '#event-sourcing';
import { describeContents } from './event-contents.contract.js';
import { describeExpectedVersions } from './expected-version.contract.js';
import { describeOrder } from './event-order.contract.js';
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
}

export const NOON = '2024-01-10T04:00:00.000Z';

/** The promises of the port, the same for every engine. */
export const describeEventStore = (name: string, open: (clock: Clock) => Promise<Opened>): void => {
  describe(`${name} event store`, () => {
    const clock = new SetClock(NOON);
    let opened: Opened;
    const subject: Subject = { store: () => opened.store, opened: () => opened, clock };

    beforeEach(async () => {
      clock.set(NOON);
      opened = await open(clock);
    });
    afterEach(() => opened.close());

    describeExpectedVersions(subject);
    describeRepeats(subject);
    describeOrder(subject);
    describeContents(subject);
  });
};
