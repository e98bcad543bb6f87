import { isIP } from 'node:net';
import { USUAL_LIMITS } from '#identity';
import { listOf, matching, variable, whole } from './variable.js';

/** https, or plain http where it does not leave the machine. */
const SAFE_URL = String.raw`https:\/\/[^\s?#]+|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/[^\s?#]*)?`;

const isRange = (text: string): boolean => {
  const [address = '', bits, more] = text.split('/');
  const family = isIP(address);
  const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
  return family > 0 && fits && more === undefined;
};

/** How people sign in, beside their passwords. */
export const signInVariables = {
  oidcIssuer: variable(
    {
      name: 'RECTIFY_OIDC_ISSUER',
      unit: 'URL',
      fallback: '',
      meaning:
        'An OpenID Connect provider, letter by letter as its tokens name it; linked accounts may sign in through it. ' +
        'Empty: passwords only.',
    },
    matching(new RegExp(`^(${SAFE_URL})?$`), 'https://…, or http:// on 127.0.0.1, localhost or [::1]'),
  ),
  oidcClientId: variable(
    {
      name: 'RECTIFY_OIDC_CLIENT_ID',
      unit: 'text',
      fallback: '',
      meaning: 'What the provider knows this program by; needed with an issuer.',
    },
    matching(/^[\x21-\x7e]{0,200}$/, 'up to 200 signs'),
  ),
  oidcClientSecret: variable(
    {
      name: 'RECTIFY_OIDC_CLIENT_SECRET',
      unit: 'text',
      fallback: '',
      meaning:
        'What this program proves itself to the provider by. Empty: it is a public client, protected by PKCE alone.',
      secret: true,
    },
    matching(/^[\x21-\x7e]{0,500}$/, 'up to 500 signs'),
  ),
  oidcRedirectUrl: variable(
    {
      name: 'RECTIFY_OIDC_REDIRECT_URL',
      unit: 'URL',
      fallback: '',
      meaning:
        'Where the provider sends the browser back to, as registered with it: …/api/v1/session/oidc/callback of this server, ' +
        'or a page that asks there with the same query. Needed with an issuer.',
    },
    matching(new RegExp(`^(${SAFE_URL})?$`), 'https://…, or http:// on 127.0.0.1, localhost or [::1]'),
  ),
  oidcSubjectClaim: variable(
    {
      name: 'RECTIFY_OIDC_SUBJECT_CLAIM',
      unit: 'claim',
      fallback: 'sub',
      meaning:
        'The claim of the ID token that accounts are linked by. Another one than sub must never be given to a second person.',
    },
    matching(/^[\w.:/-]{1,100}$/, 'a name of letters, digits, _ . : / -'),
  ),
  oidcScope: variable(
    {
      name: 'RECTIFY_OIDC_SCOPE',
      unit: 'scopes',
      fallback: 'openid',
      meaning: 'What the provider is asked for; another subject claim may need profile or a scope of its own.',
    },
    matching(/^openid( [\x21\x23-\x5b\x5d-\x7e]+)*$/, 'openid, and others with a space between'),
  ),
  requestsPerSecond: variable(
    {
      name: 'RECTIFY_REQUESTS_PER_SECOND',
      unit: 'requests/s',
      fallback: String(USUAL_LIMITS.requestsPerSecond),
      meaning:
        'What one account or API key may ask of one process, averaged over ten seconds; also what one address may ask ' +
        'without a valid token. One more is answered with 429 and Retry-After.',
    },
    whole(1, 1_000_000),
  ),
  signInsPerMinute: variable(
    {
      name: 'RECTIFY_SIGN_INS_PER_MINUTE',
      unit: 'requests/min',
      fallback: String(USUAL_LIMITS.signInsPerMinute),
      meaning:
        'Sign-ins and renewals from one address (in IPv6 from one /64) at one process, right or wrong; one more is answered ' +
        'with 429 and Retry-After. Failures of one login from one network have a lower limit of their own.',
    },
    whole(1, 1_000_000),
  ),
  trustedProxies: variable(
    {
      name: 'RECTIFY_TRUSTED_PROXIES',
      unit: 'addresses',
      fallback: '',
      meaning:
        'Proxies in front whose X-Forwarded-For is believed. Empty: none, and behind a proxy all who have not signed in ' +
        'count as one address.',
    },
    listOf(isRange, 'addresses or networks such as 10.0.0.0/8, with commas between'),
  ),
} as const;
