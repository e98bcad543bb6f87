import { Controller, Get, Header, HttpCode, Post, Redirect, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiTags } from '@nestjs/swagger';
import { Calls } from '#event-sourcing-nest';
import { identityActs } from '../acts.js';
import { clientOf, type GuardedRequest } from '../rights/authentication.js';
import type { Authenticated } from '../sign-in/authenticated.js';
import { ExternalSignIn } from '../sign-in/external-sign-in.js';
import type { Cookies, SetCookie } from '../sign-in/pending-cookie.js';
import { provingOf } from '../sign-in/identity-proofs.js';
import type { GivenProof } from '../sign-in/proofs.js';
import type { Tokens } from '../sign-in/sessions.js';
import type { ProofBegun } from './answers.js';
import { Who } from './who.js';

interface Reply {
  setCookie(name: string, value: string, attributes: SetCookie['attributes']): unknown;
}

interface Returning extends GuardedRequest {
  readonly url: string;
  readonly cookies: Cookies;
}

const set = (reply: Reply, { name, value, attributes }: SetCookie): unknown => reply.setCookie(name, value, attributes);

/** Signing in through the provider of the organisation. */
@Controller('api/v1')
@ApiTags('session 登录')
export class ExternalSessionController {
  constructor(private readonly external: ExternalSignIn) {}

  @Get('session/oidc')
  @Calls(identityActs.BeginExternalSession)
  @ApiFoundResponse({ description: 'To the provider' })
  @Header('Cache-Control', 'no-store')
  @Redirect()
  async begin(@Res({ passthrough: true }) reply: Reply): Promise<{ url: string; statusCode: number }> {
    const { url, cookie } = await this.external.begin();
    set(reply, cookie);
    return { url, statusCode: 302 };
  }

  /** Goes to the provider once more: the session is there already, and the provider asks anew who it is. */
  @Post('me/proof/oidc')
  @HttpCode(200)
  @Calls(identityActs.BeginExternalProof)
  @Header('Cache-Control', 'no-store')
  async beginProof(@Who() who: Authenticated, @Res({ passthrough: true }) reply: Reply): Promise<ProofBegun> {
    const { url, cookie } = await this.external.beginProof(provingOf(who));
    set(reply, cookie);
    return { url };
  }

  /** Where the provider sends the browser back to; answers as `POST /api/v1/session` or `POST /api/v1/me/proof` does. */
  @Get('session/oidc/callback')
  @HttpCode(201)
  @Calls(identityActs.OpenExternalSession)
  @Header('Cache-Control', 'no-store')
  async open(@Req() request: Returning, @Res({ passthrough: true }) reply: Reply): Promise<Tokens | GivenProof> {
    set(reply, this.external.gone);
    const [, search = ''] = /\?(.*)$/s.exec(request.url) ?? [];
    return this.external.finish(search, request.cookies, clientOf(request));
  }
}
