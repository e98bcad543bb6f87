import { setTimeout as pause } from 'node:timers/promises';
import { Load, type Request, setScene } from './load.js';
import { eventsIn, type Place } from './place.js';
import { type HowToStart, KillableServer } from './server.js';
import { clean, type Verdict, verdict } from './verdict.js';
import { viewsThatDiffer } from './views.js';

const REPORTERS = 12;

export interface Pace {
  readonly random: () => number;
  /** When to strike after the load has begun, in milliseconds. */
  readonly earliestMs: number;
  readonly latestMs: number;
}

/** One history: where it is kept, the server that is struck, and what its clients were told. */
export class Ordeal {
  readonly told = { acknowledged: 0, repeated: 0 };
  #acknowledgedBefore = 0;

  private constructor(
    readonly place: Place,
    readonly load: Load,
    private readonly pace: Pace,
    public server: KillableServer,
  ) {}

  static async begin(place: Place, pace: Pace, how?: HowToStart): Promise<Ordeal> {
    const load = new Load(await setScene(place), pace.random);
    return new Ordeal(place, load, pace, await KillableServer.start(place, how));
  }

  /** Loads the server, strikes at a random moment once something was acknowledged, and waits for the clients to end. */
  async strike(blow: () => Promise<void>, restMs = 0): Promise<void> {
    const { acknowledged } = this.load.journal;
    this.#acknowledgedBefore = acknowledged.length;
    const { over, end } = await this.load.begin(this.server, REPORTERS);
    const { earliestMs, latestMs, random } = this.pace;
    await pause(earliestMs + random() * (latestMs - earliestMs));
    while (!this.#hasReported) await pause(5);
    await blow();
    await pause(restMs);
    end();
    await over;
  }

  /** Resolves once something was acknowledged that came after this call; answers how long that took, in milliseconds. */
  async acknowledgesAgain(): Promise<number> {
    const began = performance.now();
    const { acknowledged } = this.load.journal;
    // What was under way at this moment may be answered without having met anything.
    const before = acknowledged.length + REPORTERS + 1;
    while (acknowledged.length <= before) await pause(5);
    return performance.now() - began;
  }

  async killServer(): Promise<void> {
    await this.server.kill();
    await this.place.bury();
  }

  async startServer(how?: HowToStart): Promise<void> {
    this.server = await KillableServer.start(this.place, how);
  }

  /** What had no answer is repeated; then all is as if nothing had happened. */
  async mustBeWhole(): Promise<void> {
    await this.mustHaveItsEvents();
    await this.mustHaveItsViews();
  }

  async mustHaveItsEvents(): Promise<void> {
    const { journal } = this.load;
    this.told.repeated += await this.load.repeatUnanswered(this.server);
    this.told.acknowledged += journal.acknowledged.length - this.#acknowledgedBefore;
    expect(journal.unanswered).toEqual([]);
    expect(await this.verdict()).toEqual(clean);
  }

  async mustHaveItsViews(): Promise<void> {
    await this.server.level();
    expect(await viewsThatDiffer(this.place)).toEqual([]);
  }

  async verdict(): Promise<Verdict> {
    return verdict(await eventsIn(this.place), this.load.journal, this.place.gapless);
  }

  /** An acknowledged report that is not the last of its issue: the last one, repeated, is already so. */
  get anOlderReport(): Request {
    const reports = this.load.journal.acknowledged.filter(({ request }) => request.login === 'reporter');
    const older = reports.find(({ receipt: { stream, version } }) =>
      reports.some(({ receipt }) => receipt.stream === stream && receipt.version > version),
    );
    return older!.request;
  }

  get #hasReported(): boolean {
    const since = this.load.journal.acknowledged.slice(this.#acknowledgedBefore);
    return since.some(({ request }) => request.login === 'reporter');
  }

  async end(): Promise<void> {
    await this.server.kill();
    await this.place.remove();
  }
}
