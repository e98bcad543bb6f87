import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { ReadSheet } from '#contracts';
import { Engine } from '#event-sourcing';
import type { Credentials } from './credentials/credentials.js';
import { AccountsController } from './http/accounts.controller.js';
import { BulkController, READ_SHEET } from './http/bulk.controller.js';
import { ClientsController } from './http/clients.controller.js';
import { ExternalSessionController } from './http/external-session.controller.js';
import { LinksController } from './http/links.controller.js';
import { DelegationsController } from './http/delegations.controller.js';
import { NoticesController } from './http/notices.controller.js';
import { PeopleController } from './http/people.controller.js';
import { SessionController } from './http/session.controller.js';
import { UnitsController } from './http/units.controller.js';
import { Delegations } from './rights/delegations.js';
import { Authentication } from './rights/authentication.js';
import { RightsGuard } from './rights/rights.guard.js';
import { type Limits, Throttle, USUAL_LIMITS } from './rights/throttle.js';
import { AccessTokens } from './sign-in/access-tokens.js';
import { ClientKeys } from './sign-in/client-keys.js';
import { ExternalProvider, type ProviderOptions } from './sign-in/external-provider.js';
import { ExternalSignIn } from './sign-in/external-sign-in.js';
import { type HashingCost, OWASP_COST } from './sign-in/password-hash.js';
import { IdentityProofs } from './sign-in/identity-proofs.js';
import { Passwords } from './sign-in/passwords.js';
import { PendingCookie } from './sign-in/pending-cookie.js';
import { Proofs } from './sign-in/proofs.js';
import { SignInService } from './sign-in/sign-in-service.js';
import type { SigningKey } from './sign-in/signing-key.js';

export interface IdentityOptions {
  /** Whoever opened it closes it. */
  readonly credentials: Credentials;
  readonly signingKey: SigningKey;
  readonly readSheet: ReadSheet;
  /** Another provider whose word opens sessions of linked accounts; none when absent. */
  readonly provider?: ProviderOptions;
  /** How often one may ask; the usual when absent. */
  readonly limits?: Limits;
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

const clientKeys = (engine: Engine, { credentials }: IdentityOptions): ClientKeys => {
  const logger = new Logger('ClientKeys');
  let unknown = 0;
  const onUnknownKey = () => logger.warn(`unknown API key tried, ${(unknown += 1)} since start`);
  return new ClientKeys({ engine, credentials, onUnknownKey });
};

const externalSignIn = async (engine: Engine, signIn: SignInService, options: IdentityOptions) => {
  const logger = new Logger('ExternalSignIn');
  let unlinked = 0;
  return new ExternalSignIn({
    engine,
    signIn,
    cookie: await PendingCookie.over(options.credentials, engine.clock),
    proofs: new Proofs(options.signingKey, engine.clock),
    provider: options.provider && new ExternalProvider(options.provider, (reason) => logger.warn(reason)),
    onUnlinked: () => logger.warn(`unlinked identity tried, ${(unlinked += 1)} since start`),
  });
};

const passwordsOf = (
  engine: Engine,
  { attempts }: SignInService,
  { credentials, cost = OWASP_COST }: IdentityOptions,
) => new Passwords({ engine, credentials, cost, attempts });

const proofsOf = (engine: Engine, passwords: Passwords, { signingKey }: IdentityOptions): IdentityProofs =>
  new IdentityProofs({ passwords, proofs: new Proofs(signingKey, engine.clock) });

const CONTROLLERS = [
  UnitsController,
  PeopleController,
  AccountsController,
  BulkController,
  ClientsController,
  LinksController,
  DelegationsController,
  NoticesController,
  SessionController,
  ExternalSessionController,
];

/** Needs EventSourcingModule beside it. Guards every route of the program, not only its own. */
@Module({})
export class IdentityModule {
  static forRoot(options: IdentityOptions): DynamicModule {
    return {
      module: IdentityModule,
      controllers: CONTROLLERS,
      providers: [
        { provide: ClientKeys, inject: [Engine], useFactory: (engine: Engine) => clientKeys(engine, options) },
        Authentication,
        { provide: Throttle, useValue: new Throttle(options.limits ?? USUAL_LIMITS) },
        {
          provide: ExternalSignIn,
          inject: [Engine, SignInService],
          useFactory: (engine: Engine, signIn: SignInService) => externalSignIn(engine, signIn, options),
        },
        Delegations,
        { provide: READ_SHEET, useValue: options.readSheet },
        { provide: SignInService, inject: [Engine], useFactory: (engine: Engine) => signInService(engine, options) },
        {
          provide: Passwords,
          inject: [Engine, SignInService],
          useFactory: (engine: Engine, signIn: SignInService) => passwordsOf(engine, signIn, options),
        },
        {
          provide: IdentityProofs,
          inject: [Engine, Passwords],
          useFactory: (engine: Engine, passwords: Passwords) => proofsOf(engine, passwords, options),
        },
        { provide: APP_GUARD, useClass: RightsGuard },
      ],
      exports: [SignInService, Passwords, Delegations],
    };
  }
}
