import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Flush } from '#event-sourcing';
import { isNoRoom } from '#files';
import type { Config } from '../config.js';

const MIB = 1024 * 1024;
/** With so much free again a command finds room. */
const ENOUGH_MIB = 1;
/** A disk that cannot be looked at is tried again after so long. */
const TRIED_AGAIN_MS = 60_000;

export interface RoomLeft {
  /** Something can be stored. */
  readonly fine: boolean;
  /** Of the disks that have less free than they should. */
  readonly short: readonly { readonly of: 'data' | 'events'; readonly freeMib: number; readonly leastMib: number }[];
  /** The last append was refused for want of room. */
  readonly full: boolean;
}

/** In MiB; undefined where the folder is not there. */
const freeIn = async (folder: string): Promise<number | undefined> => {
  const disk = await statfs(folder).catch(() => undefined);
  return disk && (disk.bavail * disk.bsize) / MIB;
};

/** Whether what is stored finds room: on the disks that can be looked at, and by what became of the last append. */
export class Room {
  #fullAt: number | undefined;
  readonly #events: string | undefined;

  constructor(
    private readonly config: Pick<Config, 'databaseUrl' | 'dataDirectory' | 'leastFreeMib'>,
    private readonly now: () => number = Date.now,
  ) {
    const { databaseUrl } = config;
    this.#events = databaseUrl.startsWith('sqlite:') ? dirname(databaseUrl.slice('sqlite:'.length)) : undefined;
  }

  flushed({ failed, appends, conflicts, error }: Flush): void {
    if (failed > 0 && isNoRoom(error)) this.#fullAt = this.now();
    else if (failed === 0 && appends > conflicts) this.#fullAt = undefined;
  }

  async left(): Promise<RoomLeft> {
    const leastMib = this.config.leastFreeMib;
    const data = await freeIn(this.config.dataDirectory);
    const events = this.#events === undefined ? undefined : await freeIn(this.#events);
    const short = (
      [
        ['data', data],
        ['events', events],
      ] as const
    ).flatMap(([of, free]) =>
      free !== undefined && free < leastMib ? [{ of, freeMib: Math.floor(free), leastMib }] : [],
    );
    const full = this.#isFull(events);
    return { fine: short.length === 0 && !full, short, full };
  }

  /** Where nobody asks for anything to be stored, no append would tell that there is room again. */
  #isFull(freeForEvents: number | undefined): boolean {
    if (this.#fullAt === undefined) return false;
    if (freeForEvents !== undefined) return freeForEvents < ENOUGH_MIB;
    return this.now() - this.#fullAt < TRIED_AGAIN_MS;
  }
}
