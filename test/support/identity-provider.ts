import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';

/** Claims as the provider is about to sign them, to be told otherwise. */
type Change = (claims: JWTPayload) => JWTPayload;
type Sign = (claims: JWTPayload) => string | Promise<string>;

export interface IdentityProvider {
  readonly issuer: string;
  /** How a browser with its cookies gets through the provider's pages; answers the address that it is sent back to. */
  readonly signIn: (authorizationUrl: string, login: string) => Promise<string>;
  /** From here on ID tokens say what `change` makes of them, signed as the provider would or otherwise; absent: the truth. */
  readonly tamper: (change?: Change, sign?: Sign) => void;
  readonly stop: () => Promise<void>;
}

export interface KnownProgram {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUrl: string;
}

/** Follows redirects by hand and sends forms, as the provider's own development pages ask for. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async goto(url: string, form?: Record<string, string>): Promise<{ location?: string; page: string }> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const body = form && new URLSearchParams(form);
    const answer = await fetch(url, { method: form ? 'POST' : 'GET', redirect: 'manual', headers: { cookie }, body });
    for (const set of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      this.#cookies.set(name!, value!);
    }
    const location = answer.headers.get('location');
    return { location: location ? new URL(location, url).href : undefined, page: await answer.text() };
  }

  /** To where the page leads, or its form once it is filled in. */
  async goOn(url: string, login: string): Promise<string> {
    const { location, page } = await this.goto(url);
    if (location) return location;
    const form = /action="([^"]+)"/.exec(page)?.[1];
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    if (!form || !prompt) throw new Error(`the provider shows something else at ${url}: ${page.slice(0, 500)}`);
    return (await this.goto(new URL(form, url).href, { prompt, login, password: 'any' })).location!;
  }
}

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });

/** It warns that it keeps everything in memory and shows pages for development: that is what it is here for. */
const quietly = <T>(make: () => T): T => {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return make();
  } finally {
    console.warn = warn;
  }
};

/** A real OpenID Connect provider on this machine, with its pages for signing in and consenting. */
export const startIdentityProvider = async (program: KnownProgram): Promise<IdentityProvider> => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: 'of-the-provider', alg: 'RS256', use: 'sig' };
  const signed: Sign = (claims) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: jwk.kid }).sign(privateKey);
  let tampering: { change: Change; sign: Sign } | undefined;
  let handler: ReturnType<Provider['callback']> | undefined;
  const server = createServer((request, response) => void handler!(request, response));
  const issuer = `http://127.0.0.1:${await listening(server)}`;
  const provider = quietly(
    () =>
      new Provider(issuer, {
        clients: [
          {
            client_id: program.clientId,
            client_secret: program.clientSecret,
            redirect_uris: [program.redirectUrl],
            grant_types: ['authorization_code'],
            response_types: ['code'],
          },
        ],
        pkce: { required: () => true },
        jwks: { keys: [jwk] },
        cookies: { keys: ['for this test only'] },
        claims: { openid: ['sub', 'employee_number'] },
        conformIdTokenClaims: false,
        findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id, employee_number: `e-${id}` }) }),
        ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
      }),
  );
  provider.use(async (context, next) => {
    await next();
    const body = context.body as { id_token?: string } | undefined;
    if (context.path !== '/token' || !body?.id_token || !tampering) return;
    const claims = JSON.parse(Buffer.from(body.id_token.split('.')[1]!, 'base64url').toString()) as JWTPayload;
    body.id_token = await tampering.sign(tampering.change(claims));
  });
  handler = provider.callback();
  const signIn = async (authorizationUrl: string, login: string) => {
    const browser = new Browser();
    let at = authorizationUrl;
    for (let step = 0; step < 20; step++) {
      at = await browser.goOn(at, login);
      if (at.startsWith(program.redirectUrl)) return at;
    }
    throw new Error('the provider leads nowhere');
  };
  const stop = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  const tamper = (change?: Change, sign = signed) => {
    tampering = change && { change, sign };
  };
  return { issuer, signIn, tamper, stop };
};
