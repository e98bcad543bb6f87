import { isIP } from 'node:net';
import { USUAL_LIMITS } from '#identity';
import { matching, number, type Variable } from './variable.js';

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
  oidcIssuer: {
    name: 'RECTIFY_OIDC_ISSUER',
    unit: 'URL',
    fallback: '',
    range: 'https://…, or http:// on 127.0.0.1, localhost or [::1]',
    meaning:
      'An OpenID Connect provider, letter by letter as its tokens name it; linked accounts may sign in through it. ' +
      'Empty: passwords only.',
    read: matching(new RegExp(`^(${SAFE_URL})?$`)),
  } satisfies Variable<string>,
  oidcClientId: {
    name: 'RECTIFY_OIDC_CLIENT_ID',
    unit: 'text',
    fallback: '',
    range: 'up to 200 signs',
    meaning: 'What the provider knows this program by; needed with an issuer.',
    read: matching(/^[\x21-\x7e]{0,200}$/),
  } satisfies Variable<string>,
  oidcClientSecret: {
    name: 'RECTIFY_OIDC_CLIENT_SECRET',
    unit: 'text',
    fallback: '',
    range: 'up to 500 signs',
    meaning:
      'What this program proves itself to the provider by. Empty: it is a public client, protected by PKCE alone.',
    secret: true,
    read: matching(/^[\x21-\x7e]{0,500}$/),
  } satisfies Variable<string>,
  oidcRedirectUrl: {
    name: 'RECTIFY_OIDC_REDIRECT_URL',
    unit: 'URL',
    fallback: '',
    range: 'https://…, or http:// on 127.0.0.1, localhost or [::1]',
    meaning:
      'Where the provider sends the browser back to, as registered with it: …/api/v1/session/oidc/callback of this server, ' +
      'or a page that asks there with the same query. Needed with an issuer.',
    read: matching(new RegExp(`^(${SAFE_URL})?$`)),
  } satisfies Variable<string>,
  oidcSubjectClaim: {
    name: 'RECTIFY_OIDC_SUBJECT_CLAIM',
    unit: 'claim',
    fallback: 'sub',
    range: 'a name of letters, digits, _ . : / -',
    meaning:
      'The claim of the ID token that accounts are linked by. Another one than sub must never be given to a second person.',
    read: matching(/^[\w.:/-]{1,100}$/),
  } satisfies Variable<string>,
  oidcScope: {
    name: 'RECTIFY_OIDC_SCOPE',
    unit: 'scopes',
    fallback: 'openid',
    range: 'openid, and others with a space between',
    meaning: 'What the provider is asked for; another subject claim may need profile or a scope of its own.',
    read: matching(/^openid( [\x21\x23-\x5b\x5d-\x7e]+)*$/),
  } satisfies Variable<string>,
  requestsPerSecond: number({
    name: 'RECTIFY_REQUESTS_PER_SECOND',
    unit: 'requests/s',
    fallback: String(USUAL_LIMITS.requestsPerSecond),
    min: 1,
    max: 1_000_000,
    meaning:
      'What one account or API key may ask of one process, averaged over ten seconds; also what one address may ask ' +
      'without a valid token. One more is answered with 429 and Retry-After.',
  }),
  signInsPerMinute: number({
    name: 'RECTIFY_SIGN_INS_PER_MINUTE',
    unit: 'requests/min',
    fallback: String(USUAL_LIMITS.signInsPerMinute),
    min: 1,
    max: 1_000_000,
    meaning:
      'Sign-ins and renewals from one address (in IPv6 from one /64) at one process, right or wrong; one more is answered ' +
      'with 429 and Retry-After. Failures of one login have a lower limit of their own.',
  }),
  trustedProxies: {
    name: 'RECTIFY_TRUSTED_PROXIES',
    unit: 'addresses',
    fallback: '',
    range: 'addresses or networks such as 10.0.0.0/8, with commas between',
    meaning:
      'Proxies in front whose X-Forwarded-For is believed. Empty: none, and behind a proxy all who have not signed in ' +
      'count as one address.',
    read: (text: string) =>
      text === '' || text.split(',').every((one) => isRange(one.trim())) ? text.replaceAll(' ', '') : undefined,
  } satisfies Variable<string>,
} as const;
