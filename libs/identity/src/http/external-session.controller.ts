import { Controller, Get, Header, HttpCode, Redirect, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiTags } from '@nestjs/swagger';
import { Calls } from '#event-sourcing-nest';
import { identityActs } from '../acts.js';
import { clientOf, type GuardedRequest } from '../rights/authentication.js';
import { ExternalSignIn } from '../sign-in/external-sign-in.js';
import type { Cookies, SetCookie } from '../sign-in/pending-cookie.js';
import type { Tokens } from '../sign-in/sessions.js';

interface Reply {
  setCookie(name: string, value: string, attributes: SetCookie['attributes']): unknown;
}

interface Returning extends GuardedRequest {
  readonly url: string;
  readonly cookies: Cookies;
}

const set = (reply: Reply, { name, value, attributes }: SetCookie): unknown => reply.setCookie(name, value, attributes);

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
    set(reply, cookie);
    return { url, statusCode: 302 };
  }

  /** Where the provider sends the browser back to; answers as `POST /api/v1/session` does. */
  @Get('callback')
  @HttpCode(201)
  @Calls(identityActs.OpenExternalSession)
  @Header('Cache-Control', 'no-store')
  async open(@Req() request: Returning, @Res({ passthrough: true }) reply: Reply): Promise<Tokens> {
    set(reply, this.external.gone);
    const [, search = ''] = /\?(.*)$/s.exec(request.url) ?? [];
    return this.external.finish(search, request.cookies, clientOf(request));
  }
}
