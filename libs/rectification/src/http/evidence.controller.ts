import type { Readable } from 'node:stream';
import { Body, Controller, Header, HttpCode, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Actor, RuleBroken } from '#event-sourcing';
import { AsksFile, Calls, SignedIn, TakesFile, type Reader } from '#event-sourcing-nest';
import { IsFileName } from '#shapes';
import { rectificationActs } from '../acts.js';
import { Visibility } from '../visibility/visibility.js';
import { EvidenceFiles, type StoredFile } from '../evidence/evidence-files.js';
import { Uploads } from '../evidence/uploads.js';

class FileQuery {
  /** The file's name with its ending; the bytes must be what the ending says. */
  @IsFileName() name!: string;
}

@Controller('api/v1/evidence')
@ApiTags('evidence 佐证材料')
export class EvidenceController {
  constructor(
    private readonly files: EvidenceFiles,
    private readonly uploads: Uploads,
    private readonly visibility: Visibility,
  ) {}

  /** Takes the bytes; attaching them to an issue or a task is a command of its own that names the hash. */
  @Post()
  @HttpCode(201)
  @Calls(rectificationActs.UploadEvidence)
  @TakesFile()
  upload(
    @SignedIn() who: Reader,
    @Query() { name }: FileQuery,
    @Body() bytes: Readable | undefined,
  ): Promise<StoredFile> {
    if (typeof bytes?.pipe !== 'function') throw new RuleBroken('evidence.not-octet-stream');
    // Handed in for somebody else, it is theirs.
    return this.uploads.receive((who.entrusted?.principal ?? who).personId, name, bytes);
  }

  /** The bytes as they were handed in, never to be opened inside the page. */
  @AsksFile(rectificationActs.DownloadEvidence, ':sha256')
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Content-Disposition', 'attachment')
  async download(
    @SignedIn() who: Actor,
    @Param('sha256') sha256: string,
    @Res({ passthrough: true }) reply: Pick<FastifyReply, 'header'>,
  ): Promise<StreamableFile> {
    const sees = await this.visibility.seesFile(who, sha256);
    const file = sees ? await this.files.read(sha256) : undefined;
    if (!file) throw await this.#absent(sha256, sees);
    const digest = Buffer.from(sha256, 'hex').toString('base64');
    // RFC 9530: a client sees by it that it was given another file, or half of one.
    reply.header('Content-Digest', `sha-256=:${digest}:`);
    return new StreamableFile(file.bytes, { type: 'application/octet-stream', length: file.size });
  }

  /** Evidence that is not there is lost. */
  async #absent(sha256: string, sees: boolean): Promise<RuleBroken> {
    if (!sees || !(await this.visibility.isEvidence(sha256)))
      return new RuleBroken('evidence.no-such-file', { sha256 });
    this.files.miss(sha256);
    return new RuleBroken('evidence.damaged', { sha256 });
  }
}
