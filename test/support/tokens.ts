import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
} from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { openCredentials } from '#identity';
import { readConfig } from '../../apps/server/src/config.js';
import type { RunningServer } from './server.js';

type Json = Readonly<Record<string, unknown>>;
/** From what is signed to the signature. */
export type Signer = (signed: string) => Buffer;

/** The key of a running server, as whoever has stolen its credentials would have it. */
export interface StolenKey {
  readonly kid: string;
  readonly jwk: JsonWebKey;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export const stolenKey = async ({ stores }: Pick<RunningServer, 'stores'>): Promise<StolenKey> => {
  const credentials = await openCredentials(readConfig(stores.environment).credentialsUrl);
  const jwk = JSON.parse(await credentials.secret('access-token-key', '{}')) as JWK;
  await credentials.close();
  return keyOf(jwk);
};

const keyOf = async (jwk: JWK): Promise<StolenKey> => {
  const privateKey = createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' });
  const { d: _, ...open } = jwk;
  const publicKey = createPublicKey(privateKey);
  return { kid: await calculateJwkThumbprint(open), jwk: open as JsonWebKey, privateKey, publicKey };
};

export const ownKey = (): Promise<StolenKey> =>
  keyOf(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as JWK);

export const ed25519 =
  ({ privateKey }: Pick<StolenKey, 'privateKey'>): Signer =>
  (signed) =>
    sign(null, Buffer.from(signed), privateKey);

export const hmac =
  (secret: string | Buffer, bits = 256): Signer =>
  (signed) =>
    createHmac(`sha${bits}`, secret).update(signed).digest();

const P256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });

export const es256: Signer = (signed) =>
  sign('sha256', Buffer.from(signed), { key: P256.privateKey, dsaEncoding: 'ieee-p1363' });
export const rs256: Signer = (signed) => sign('sha256', Buffer.from(signed), RSA.privateKey);
export const unsigned: Signer = () => Buffer.alloc(0);

export const coded = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A JSON Web Token of exactly these parts, whatever sense they make. */
export const tokenOf = (header: unknown, payload: unknown, signer: Signer): string => {
  const signed = `${coded(header)}.${coded(payload)}`;
  return `${signed}.${signer(signed).toString('base64url')}`;
};

export const partsOf = (token: string): { header: Json; payload: Json } => {
  const [header, payload] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString());
  return { header: JSON.parse(header!) as Json, payload: JSON.parse(payload!) as Json };
};
