import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type ClockGuard, type ClockStanding, Engine, processParked } from '#event-sourcing';
import { Open } from '#identity';
import type { Damage, HistoryGuard } from '#integrity';
import type { EvidenceFiles, Uploads } from '#rectification';
import type { Config } from '../config.js';
import type { Room } from '../observing/room.js';
import { codeOf } from './problem.filter.js';

/** What this process does, and whether it keeps the views now. */
export interface Standing {
  readonly role: Config['role'];
  readonly leads: () => boolean;
  /** Absent where somebody else sets the clock. */
  readonly clockGuard?: ClockGuard;
  /** Absent where nothing outlives the process. */
  readonly guard?: HistoryGuard;
  /** Evidence that was found damaged or missing when somebody asked for it. */
  readonly evidence: Pick<EvidenceFiles, 'damaged'>;
  /** Whether what is stored finds its place. */
  readonly storage?: Storage;
}

export interface Storage {
  readonly room: Pick<Room, 'left'>;
  readonly uploads: Pick<Uploads, 'isLost'>;
}

export const STANDING = Symbol('standing');

const damaged = (damage: Damage) => ({ code: 'history.damaged', ...damage });

interface Stored {
  readonly clock?: ClockStanding;
  /** Why nothing is sealed. */
  readonly sealing?: string;
  readonly damage?: object;
  readonly evidence: readonly object[];
}

/** Nothing keeps what is stored from being right, and nothing that was stored is damaged. */
const isWhole = ({ clock, sealing, damage, evidence }: Stored): boolean =>
  [clock?.held, sealing, damage].every((found) => found === undefined) && evidence.length === 0;

@Controller('health')
@ApiExcludeController()
export class HealthController {
  constructor(
    private readonly engine: Engine,
    @Inject(STANDING) private readonly standing: Standing,
  ) {}

  /** The process answers; while views are built, also why where it knows. */
  @Get('live')
  @Open()
  live(): object {
    const building = this.standing.leads() && this.engine.runner.status().some(({ state }) => state === 'building');
    return { status: 'up', ...(building ? { views: 'building', setAside: this.engine.readStore.setAside } : {}) };
  }

  /**
   * 200 when this process can do its part, else 503. Whoever keeps the views names what has failed; the others tell how
   * far the views are that another process keeps, and do not stop answering when those are behind. Damage to what is
   * stored is told by every process that has met it.
   */
  @Get('ready')
  @Open()
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const { role } = this.standing;
    const leads = this.standing.leads();
    const { head, store } = await this.#head();
    const { fine, ...found } = await (leads ? this.#kept() : this.#elsewhere());
    const [stored, storage, log] = [await this.#stored(), await this.#storage(), await this.#otherLog()];
    const ready = [head !== undefined, fine, isWhole(stored), storage.fine, !log].every(Boolean);
    const status = ready ? 'ready' : 'not-ready';
    const told = { store, ...stored, storage: storage.told, log };
    void reply.status(ready ? 200 : 503).send({ status, role, leads, head, ...told, ...found });
  }

  /** Where the log ends, or by its code why nobody can tell. */
  async #head(): Promise<{ readonly head?: string; readonly store?: string }> {
    try {
      return { head: await this.engine.store.head() };
    } catch (error) {
      return { store: codeOf(error) };
    }
  }

  /** Whether the clock can be right, how far the history is sealed, what of it is damaged, and which evidence. */
  async #stored() {
    const { guard, clockGuard, evidence } = this.standing;
    const sealed = guard?.head && { events: guard.head.size, root: guard.head.root, more: !guard.level };
    return {
      clock: await clockGuard?.standing(),
      sealed,
      sealing: guard?.failure,
      damage: guard?.damage && damaged(guard.damage),
      evidence: evidence.damaged,
    };
  }

  /** The first view that was made of another log than the one that is here. A store that is away is told as such. */
  async #otherLog() {
    const { viewsOfLog, storedViews } = this.engine;
    const other = await viewsOfLog.differing(storedViews).catch(() => undefined);
    return other && { code: 'views.other-log', ...other.found };
  }

  async #storage() {
    const { storage } = this.standing;
    if (!storage) return { fine: true };
    const { fine, ...room } = await storage.room.left();
    const lost = storage.uploads.isLost ? 'evidence' : undefined;
    return { fine: fine && lost === undefined, told: { ...room, lost } };
  }

  async #kept() {
    const views = this.engine.runner.status();
    const process = this.engine.processes.failure;
    const processes = await this.#processes().catch(() => undefined);
    // A decision that is not carried out is not ready.
    const carriedOut = process === undefined && processes?.every(({ parked }) => parked.length === 0) === true;
    const { setAside } = this.engine.readStore;
    return { fine: views.every(({ state }) => state === 'live') && carriedOut, views, setAside, process, processes };
  }

  /** Of each process the targets that were set aside, of all together a hundred at most. */
  async #processes() {
    const { rows } = await this.engine.readStore.list(processParked, { where: { told: 1 }, limit: 100 });
    const parked = rows.map(({ row }) => row);
    const names = new Set([...this.engine.processes.names, ...parked.map(({ process }) => process)]);
    return [...names].map((name) => ({
      process: name,
      parked: parked
        .filter(({ process }) => process === name)
        .map(({ target, since, position, error }) => ({ target, since, position, error })),
    }));
  }

  async #elsewhere() {
    const { storedViews, readStore } = this.engine;
    const asked = storedViews.map(async ({ name }) => ({ view: name, checkpoint: await readStore.checkpoint(name) }));
    return Promise.all(asked).then(
      (views) => ({ fine: true, views }),
      () => ({ fine: false, views: undefined }),
    );
  }
}
