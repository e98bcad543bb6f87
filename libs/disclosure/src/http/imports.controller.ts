import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Controller, Delete, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiParam, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';
import { type Actor, type Authority, Engine, RuleBroken } from '#event-sourcing';
import { Asks, Calls, newId, SignedIn, TakesFile } from '#event-sourcing-nest';
import { IsFileName, IsName, IsOneOf, IsPlainDate } from '#shapes';
import { disclosureActs } from '../acts.js';
import type { ImportOutcome } from '../importing/import-outcome.js';
import type { AskedImport } from '../importing/import-request.js';
import type { ImportRun } from '../importing/import-run.js';
import { ImportRuns } from '../importing/import-runs.js';
import { ImportService } from '../importing/import-service.js';
import { respondsAsync } from './prefer.js';

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

interface Reply {
  status(code: number): unknown;
  header(name: string, value: string): unknown;
}

interface Request {
  readonly id: string;
  readonly body?: Readable;
  readonly authority?: Authority;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const keyOf = ({ headers }: Request): string | undefined => {
  const key = [headers['idempotency-key'] ?? []].flat()[0];
  if (key !== undefined && (key.length < 1 || key.length > 200))
    throw new RuleBroken('request.bad-idempotency-key', { length: key.length });
  return key;
};

const prefer = ApiHeader({
  name: 'Prefer',
  required: false,
  description: '`respond-async`: answered 202 at once, with the `Location` that tells how far the import has come.',
});

const idempotencyKey = ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  description: 'Of an import that is answered 202 and stores: sent again under the key, it is the same import.',
});

@Controller('api/v1/imports')
@ApiTags('imports 导入')
export class ImportsController {
  constructor(
    private readonly imports: ImportService,
    private readonly runs: ImportRuns,
    private readonly engine: Engine,
    @Inject(IMPORT_LIMIT) private readonly limitBytes: number,
  ) {}

  /** A report's text or an xlsx ledger becomes a round: all or nothing, after a dry run that says what was understood. */
  @Post()
  @HttpCode(200)
  @Calls(disclosureActs.ImportFile, disclosureActs.FindImport)
  @TakesFile()
  @prefer
  @idempotencyKey
  async import(
    @Query() query: ImportQuery,
    @SignedIn() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<ImportOutcome | ImportRun> {
    const { body } = request;
    if (typeof body?.pipe !== 'function') throw new RuleBroken('import.not-octet-stream');
    const { name, dryRun = true, ...given } = query;
    const options = { ...given, correlationId: request.id };
    const file = { name, bytes: await collected(body, this.limitBytes) };
    if (respondsAsync(request.headers['prefer'])) {
      const run = await this.#begun({ file, options, actor }, dryRun, request);
      reply.status(202);
      reply.header('Location', `/api/v1/imports/${run.id}`);
      reply.header('Preference-Applied', 'respond-async');
      return run;
    }
    return dryRun ? this.imports.dryRun(file, options, actor) : this.imports.commit(file, options, actor);
  }

  @Asks(disclosureActs.FindImport, ':id')
  find(@Param('id') id: string, @SignedIn() who: Actor): Promise<ImportRun> {
    return this.runs.find(id, who);
  }

  /** Nothing of it is stored then. What goes to the store already is refused. */
  @Delete(':id')
  @Calls(disclosureActs.CancelImport)
  @ApiParam({ name: 'id', schema: { type: 'string' } })
  cancel(@Param('id') id: string, @SignedIn() who: Actor): Promise<ImportRun> {
    return this.runs.cancel(id, who);
  }

  /** A dry run stores nothing, and one more of it does no harm. */
  #begun(asked: AskedImport, dryRun: boolean, request: Request): Promise<ImportRun> {
    const key = dryRun ? undefined : keyOf(request);
    const id = key === undefined ? newId() : this.engine.uuid(`import\n${asked.actor.id}\n${key}`);
    const sha256 = createHash('sha256').update(asked.file.bytes).digest('hex');
    return this.runs.begin({ ...asked, dryRun, id, sha256, authority: request.authority });
  }
}
