import { applyDecorators, Body, Controller, Delete, Header, HttpCode, Post, Req, type Type } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { Asks, Calls } from '#event-sourcing-nest';
import { identityActs } from '../acts.js';
import { Authentication, clientOf, type GuardedRequest } from '../rights/authentication.js';
import { networkOf } from '../rights/network.js';
import type { Authenticated } from '../sign-in/authenticated.js';
import { IdentityProofs } from '../sign-in/identity-proofs.js';
import { Passwords } from '../sign-in/passwords.js';
import type { GivenProof } from '../sign-in/proofs.js';
import type { Tokens } from '../sign-in/sessions.js';
import { SignInService } from '../sign-in/sign-in-service.js';
import type { Me } from './answers.js';
import { Who } from './who.js';
import { ChangeOwnPassword, OpenSession, ProveIdentity, RefreshSession } from './session-bodies.js';

/** POST of a body that is no command: what stands in it must never reach an event, nor a hash of it. */
const Secretly = (body: Type, path: string): MethodDecorator =>
  applyDecorators(
    Post(path),
    Header('Cache-Control', 'no-store'),
    ApiBody({ schema: { $ref: `#/components/schemas/${body.name}` } }),
  );

@Controller('api/v1')
@ApiTags('session 登录')
export class SessionController {
  constructor(
    private readonly signIn: SignInService,
    private readonly passwords: Passwords,
    private readonly proofs: IdentityProofs,
    private readonly authentication: Authentication,
  ) {}

  @Calls(identityActs.OpenSession)
  @Secretly(OpenSession, 'session')
  open(@Body() { login, password }: OpenSession, @Req() request: GuardedRequest): Promise<Tokens> {
    return this.signIn.signIn(login, password, { client: clientOf(request), from: networkOf(request.ip) });
  }

  @Calls(identityActs.RefreshSession)
  @Secretly(RefreshSession, 'session/refresh')
  @HttpCode(200)
  refresh(@Body() { refreshToken }: RefreshSession, @Req() request: GuardedRequest): Promise<Tokens> {
    return this.signIn.sessions.refresh(refreshToken, clientOf(request));
  }

  @Delete('session')
  @HttpCode(204)
  @Calls(identityActs.CloseSession)
  close(@Who() who: Authenticated): Promise<void> {
    return this.signIn.sessions.signOut(who);
  }

  @Asks(identityActs.ReadMe, 'me')
  me(@Who() { actor, mustChangePassword, unconfirmed }: Authenticated): Me {
    return { account: actor, mustChangePassword, unconfirmed };
  }

  /** Guesses are bounded as those of the sign-in are, session by session. */
  @Calls(identityActs.ProveIdentity)
  @Secretly(ProveIdentity, 'me/proof')
  async prove(
    @Who() who: Authenticated,
    @Body() { password }: ProveIdentity,
    @Req() request: GuardedRequest,
  ): Promise<GivenProof> {
    await this.authentication.mayTry(request);
    return this.proofs.byPassword(who, password);
  }

  @Calls(identityActs.ChangeOwnPassword)
  @Secretly(ChangeOwnPassword, 'me/password')
  @HttpCode(204)
  async changePassword(@Who() who: Authenticated, @Body() { current, next }: ChangeOwnPassword): Promise<void> {
    await this.passwords.change(who, { current, next });
  }
}
