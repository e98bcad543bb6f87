import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { RuleBroken } from '#event-sourcing';
import { Open } from '#identity';
import { Metrics } from './metrics.js';

/** What a scraper must show; empty: nothing. */
export const METRICS_TOKEN = Symbol('token of the metrics');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const tokenIn = (authorization = ''): string => /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';

@Controller('metrics')
@ApiExcludeController()
export class MetricsController {
  readonly #expected: Buffer | undefined;

  constructor(
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(METRICS_TOKEN) token: string,
  ) {
    this.#expected = token === '' ? undefined : digest(token);
  }

  /** Names, numbers and times of the machine; nothing of the business. */
  @Get()
  @Open()
  async scrape(@Headers('authorization') shown: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    // As digests they are of one length, and the time tells nothing.
    if (this.#expected && !timingSafeEqual(digest(tokenIn(shown)), this.#expected)) {
      reply.header('WWW-Authenticate', 'Bearer');
      throw new RuleBroken('metrics.token-required');
    }
    await reply
      .type(Metrics.contentType)
      .header('Cache-Control', 'no-store')
      .send(await this.metrics.text());
  }
}
