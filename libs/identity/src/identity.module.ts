import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Engine } from '#event-sourcing';
import type { Credentials } from './credentials/credentials.js';
import { AccountsController } from './http/accounts.controller.js';
import { NoticesController } from './http/notices.controller.js';
import { PeopleController } from './http/people.controller.js';
import { SessionController } from './http/session.controller.js';
import { UnitsController } from './http/units.controller.js';
import { RIGHTS, RightsGuard } from './rights/rights.guard.js';
import type { RightsTable } from './rights/rights-table.js';
import { AccessTokens } from './sign-in/access-tokens.js';
import { type HashingCost, OWASP_COST } from './sign-in/password-hash.js';
import { Passwords } from './sign-in/passwords.js';
import { SignInService } from './sign-in/sign-in-service.js';
import type { SigningKey } from './sign-in/signing-key.js';

export interface IdentityOptions {
  /** Whoever opened it closes it. */
  readonly credentials: Credentials;
  readonly signingKey: SigningKey;
  /** The rows of all contexts together. */
  readonly rights: RightsTable;
  readonly cost?: HashingCost;
  /** Milliseconds; see SignInParts. */
  readonly refusalMs?: number;
}

/** A durable append on a slow disk stays under this. */
const REFUSAL_MS = 300;

const signInService = async (engine: Engine, options: IdentityOptions): Promise<SignInService> => {
  const { credentials, signingKey, cost = OWASP_COST, refusalMs = REFUSAL_MS } = options;
  const logger = new Logger('SignIn');
  let unknown = 0;
  const onUnknownLogin = () => logger.warn(`unknown login tried, ${(unknown += 1)} since start`);
  const tokens = new AccessTokens(signingKey, engine.clock);
  return SignInService.over({ engine, credentials, tokens, cost, refusalMs, onUnknownLogin });
};

/** Needs EventSourcingModule beside it. Guards every route of the program, not only its own. */
@Module({})
export class IdentityModule {
  static over(options: IdentityOptions): DynamicModule {
    const { credentials, cost = OWASP_COST } = options;
    return {
      module: IdentityModule,
      controllers: [UnitsController, PeopleController, AccountsController, NoticesController, SessionController],
      providers: [
        { provide: RIGHTS, useValue: options.rights },
        { provide: SignInService, inject: [Engine], useFactory: (engine: Engine) => signInService(engine, options) },
        {
          provide: Passwords,
          inject: [Engine, SignInService],
          useFactory: (engine: Engine, signIn: SignInService) =>
            new Passwords({ engine, credentials, cost, attempts: signIn.attempts }),
        },
        { provide: APP_GUARD, useClass: RightsGuard },
      ],
      exports: [SignInService, Passwords],
    };
  }
}
