import type { ReadStore } from '#event-sourcing';
import { describeCommits } from './commits.contract.js';
import { describeGenerations } from './generations.contract.js';
import { describeLateFacts } from './late-facts.contract.js';
import { describeLogs } from './logs.contract.js';
import { describeMarks } from './marks.contract.js';
import { describeMoments } from './moments.contract.js';
import { describePages } from './pages.contract.js';

export interface OpenedReadStore {
  readonly store: ReadStore;
  /** Closes the store and opens what it left behind; absent where nothing outlives the process. */
  readonly reopen?: () => Promise<ReadStore>;
  readonly close: () => Promise<void>;
}

/** The promises of the port, the same for every engine. */
export const describeReadStore = (name: string, open: () => Promise<OpenedReadStore>): void => {
  describe(`${name} read store`, () => {
    let opened: OpenedReadStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    describeCommits(() => opened);
    describeGenerations(() => opened);
    describePages(() => opened);
    describeMarks(() => opened);
    describeMoments(open);
    describeLogs(open);
    describeLateFacts(open);
  });
};
