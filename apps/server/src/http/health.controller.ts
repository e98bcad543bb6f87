import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Engine } from '#event-sourcing';
import { Open } from '#identity';

@Controller('health')
@ApiExcludeController()
export class HealthController {
  constructor(private readonly engine: Engine) {}

  /** The process answers. */
  @Get('live')
  @Open()
  live(): object {
    return { status: 'up' };
  }

  /** 200 when every view follows the log and nothing has failed; else 503, naming what has. */
  @Get('ready')
  @Open()
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const views = this.engine.runner.status();
    const head = await this.engine.store.head().catch(() => undefined);
    const failed = views.filter(({ state }) => state === 'failed');
    const building = views.filter(({ state }) => state === 'building');
    const process = this.engine.processes.failure;
    const ready = head !== undefined && failed.length === 0 && building.length === 0 && process === undefined;
    void reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not-ready', head, views, process });
  }
}
