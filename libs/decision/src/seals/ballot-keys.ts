import { alike } from '#event-sourcing';
import type { Choice } from '../domain/meeting/events.js';
import type { Vote } from '../domain/meeting/state.js';
import { freshKey, opened, type Seal, sealOf } from './ballot-seal.js';
import type { SecretKeeper } from './secret-keeper.js';

/** One item of one meeting has one key. */
export interface OfItem {
  readonly meetingId: string;
  readonly itemId: string;
}

const nameOf = ({ meetingId, itemId }: OfItem): string => `ballot-key/${meetingId}/${itemId}`;

/** The keys of secret ballots, from the opening of a vote until its item is decided. */
export class BallotKeys {
  constructor(private readonly keeper: SecretKeeper) {}

  async seal(item: OfItem): Promise<Seal> {
    return sealOf(await this.keeper.secret(nameOf(item), await freshKey()));
  }

  /** Undefined when the key that the ballots were sealed for is no more. */
  async open(item: OfItem, { seal, cast }: Vote): Promise<readonly Choice[] | undefined> {
    const key = await this.keeper.secret(nameOf(item), await freshKey());
    if (alike(sealOf(key), seal))
      return opened(
        key,
        cast.map(({ sealed }) => sealed!),
      );
    await this.destroy(item);
    return undefined;
  }

  async destroy(item: OfItem): Promise<void> {
    await this.keeper.forget(nameOf(item));
  }
}
