import type { Readable } from 'node:stream';
import { Body, Controller, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';
import { type Actor, RuleBroken } from '#event-sourcing';
import { Calls, SignedIn, TakesFile } from '#event-sourcing-nest';
import { IsFileName, IsName, IsOneOf, IsPlainDate } from '#shapes';
import { disclosureActs } from '../acts.js';
import type { ImportOutcome } from '../importing/import-outcome.js';
import { ImportService } from '../importing/import-service.js';

/** Injection token: bytes that a file to import may have. */
export const IMPORT_LIMIT = Symbol('import limit');

/** The facts are for what the file does not state itself; given here, they go before the file. */
export class ImportQuery {
  @IsFileName() name!: string;
  /** true unless said otherwise: nothing is stored. */
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  dryRun?: boolean;
  @IsOptional() @IsOneOf(['open', 'carried-over']) history?: 'open' | 'carried-over';
  @IsOptional() @IsName(200) title?: string;
  @IsOptional() @IsName(200) organisation?: string;
  @IsOptional() @IsName(200) team?: string;
  @IsOptional() @IsPlainDate() inspectedFrom?: string;
  @IsOptional() @IsPlainDate() inspectedTo?: string;
  @IsOptional() @IsPlainDate() deliveredOn?: string;
  /** The day that the file speaks of. */
  @IsOptional() @IsPlainDate() asOf?: string;
  /** For long-term issues whose row names no review date. */
  @IsOptional() @IsPlainDate() reviewOn?: string;
}

/** Beyond the limit the rest is let run off unkept: a stream cut or left standing would take its connection with it. */
export const collected = async (bytes: Readable, limitBytes: number): Promise<Uint8Array> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) break;
    chunks.push(chunk);
  }
  if (size > limitBytes) {
    bytes.resume();
    throw new RuleBroken('import.too-large', { limitBytes });
  }
  return new Uint8Array(Buffer.concat(chunks));
};

@Controller('api/v1/imports')
@ApiTags('imports 导入')
export class ImportsController {
  constructor(
    private readonly imports: ImportService,
    @Inject(IMPORT_LIMIT) private readonly limitBytes: number,
  ) {}

  /** A report's text or an xlsx ledger becomes a round: all or nothing, after a dry run that says what was understood. */
  @Post()
  @HttpCode(200)
  @Calls(disclosureActs.ImportFile)
  @TakesFile()
  async import(
    @Query() query: ImportQuery,
    @Body() body: Readable | undefined,
    @SignedIn() actor: Actor,
    @Req() { id: correlationId }: { readonly id: string },
  ): Promise<ImportOutcome> {
    if (typeof body?.pipe !== 'function') throw new RuleBroken('import.not-octet-stream');
    const { name, dryRun = true, ...options } = query;
    const file = { name, bytes: await collected(body, this.limitBytes) };
    const asked = { ...options, correlationId };
    return dryRun ? this.imports.dryRun(file, asked, actor) : this.imports.commit(file, asked, actor);
  }
}
