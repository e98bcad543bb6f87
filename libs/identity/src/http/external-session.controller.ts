import { Controller, Get, Header, HttpCode, Redirect, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiTags } from '@nestjs/swagger';
import { Calls } from '#event-sourcing-nest';
import { identityActs } from '../acts.js';
import { clientOf, type GuardedRequest } from '../rights/authentication.js';
import { ExternalSignIn } from '../sign-in/external-sign-in.js';
import type { Tokens } from '../sign-in/sessions.js';

interface Reply {
  header(name: string, value: string): unknown;
}

interface Returning extends GuardedRequest {
  readonly url: string;
}

/** Signing in through the provider of the organisation. */
@Controller('api/v1/session/oidc')
@ApiTags('session 登录')
export class ExternalSessionController {
  constructor(private readonly external: ExternalSignIn) {}

  @Get()
  @Calls(identityActs.BeginExternalSession)
  @ApiFoundResponse({ description: 'To the provider' })
  @Header('Cache-Control', 'no-store')
  @Redirect()
  async begin(@Res({ passthrough: true }) reply: Reply): Promise<{ url: string; statusCode: number }> {
    const { url, cookie } = await this.external.begin();
    reply.header('Set-Cookie', cookie);
    return { url, statusCode: 302 };
  }

  /** Where the provider sends the browser back to; answers as `POST /api/v1/session` does. */
  @Get('callback')
  @HttpCode(201)
  @Calls(identityActs.OpenExternalSession)
  @Header('Cache-Control', 'no-store')
  async open(@Req() request: Returning, @Res({ passthrough: true }) reply: Reply): Promise<Tokens> {
    reply.header('Set-Cookie', this.external.gone);
    const [, search = ''] = /\?(.*)$/s.exec(request.url) ?? [];
    const { cookie } = request.headers;
    return this.external.finish(search, cookie === undefined ? undefined : String(cookie), clientOf(request));
  }
}
