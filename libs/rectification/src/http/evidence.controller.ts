import type { Readable } from 'node:stream';
import { Body, Controller, Header, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, RuleBroken } from '#event-sourcing';
import { AsksFile, Calls, SignedIn, TakesFile } from '#event-sourcing-nest';
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
    @SignedIn() who: Actor,
    @Query() { name }: FileQuery,
    @Body() bytes: Readable | undefined,
  ): Promise<StoredFile> {
    if (typeof bytes?.pipe !== 'function') throw new RuleBroken('evidence.not-octet-stream');
    return this.uploads.receive(who.personId, name, bytes);
  }

  /** The bytes as they were handed in, never to be opened inside the page. */
  @AsksFile(rectificationActs.DownloadEvidence, ':sha256')
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Content-Disposition', 'attachment')
  async download(@SignedIn() who: Actor, @Param('sha256') sha256: string): Promise<StreamableFile> {
    const file = (await this.visibility.seesFile(who, sha256)) ? await this.files.read(sha256) : undefined;
    if (!file) throw new RuleBroken('evidence.no-such-file', { sha256 });
    return new StreamableFile(file.bytes, { type: 'application/octet-stream', length: file.size });
  }
}
