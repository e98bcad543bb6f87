import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { problemStatus, type ProblemTexts } from '#contracts';
import { RuleBroken } from '#event-sourcing';
import { PROBLEMS } from '#event-sourcing-nest';
import { Open } from '#identity';

/** What the codes mean; a problem's `type` is an address here. */
@Controller('api/v1/problems')
@ApiTags('problems 错误代码')
export class ProblemsController {
  constructor(@Inject(PROBLEMS) private readonly texts: ProblemTexts) {}

  @Get()
  @Open()
  @ApiOperation({ operationId: 'ListProblems' })
  list(): object {
    return {
      items: Object.keys(this.texts)
        .sort()
        .map((code) => this.#entry(code)),
    };
  }

  @Get(':code')
  @Open()
  @ApiOperation({ operationId: 'FindProblem' })
  find(@Param('code') code: string): object {
    if (!Object.hasOwn(this.texts, code)) throw new RuleBroken('request.no-such-route');
    return this.#entry(code);
  }

  #entry(code: string): object {
    const { kind, zh, en } = this.texts[code]!;
    return { code, status: problemStatus[kind], kind, zh, en };
  }
}
