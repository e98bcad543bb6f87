import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RuleBroken } from '#event-sourcing';
import { networkOf } from './network.js';

export interface Limits {
  /** Of one account or API key, over ten seconds; and of refused requests from one network. */
  readonly requestsPerSecond: number;
  /** From one network, through whatever way in. */
  readonly signInsPerMinute: number;
}

/** For programs that say nothing else. */
export const USUAL_LIMITS: Limits = { requestsPerSecond: 500, signInsPerMinute: 300 };

const SPAN_SECONDS = 10;

/** Counts requests in this process; of several processes each lets as many through. */
export class Throttle {
  readonly #actors: RateLimiterMemory;
  readonly #refused: RateLimiterMemory;
  readonly #signIns: RateLimiterMemory;

  constructor({ requestsPerSecond, signInsPerMinute }: Limits) {
    const often = { points: requestsPerSecond * SPAN_SECONDS, duration: SPAN_SECONDS };
    this.#actors = new RateLimiterMemory(often);
    this.#refused = new RateLimiterMemory(often);
    this.#signIns = new RateLimiterMemory({ points: signInsPerMinute, duration: 60 });
  }

  /** Somebody known: by account or by key, wherever they are. */
  actor(id: string): Promise<void> {
    return consumed(this.#actors, id);
  }

  /** Somebody unknown who wants to become known. */
  signIn(address: string): Promise<void> {
    return consumed(this.#signIns, networkOf(address));
  }

  /** Somebody whose token is none. Whoever has a right one may go on from the same address. */
  refused(address: string): Promise<void> {
    return consumed(this.#refused, networkOf(address));
  }
}

const consumed = async (limiter: RateLimiterMemory, key: string): Promise<void> => {
  try {
    await limiter.consume(key);
  } catch (left) {
    if (!(left instanceof RateLimiterRes)) throw left;
    throw new RuleBroken('request.too-many', { retryAfter: Math.max(1, Math.ceil(left.msBeforeNext / 1_000)) });
  }
};
