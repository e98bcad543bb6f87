import { generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint, importJWK, type JWK } from 'jose';
import type { Credentials } from '../credentials/credentials.js';

type Key = Awaited<ReturnType<typeof importJWK>>;

/** An Ed25519 pair; `kid` is the thumbprint of RFC 7638. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: Key;
  readonly publicKey: Key;
}

const fresh = (): JWK => generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as JWK;

const signingKeyOf = async (jwk: JWK): Promise<SigningKey> => {
  const { d: _, ...open } = jwk;
  return {
    kid: await calculateJwkThumbprint(open),
    privateKey: await importJWK(jwk, 'EdDSA'),
    publicKey: await importJWK(open, 'EdDSA'),
  };
};

/** A key that ends with the process, and every access token with it. */
export const newSigningKey = (): Promise<SigningKey> => signingKeyOf(fresh());

/** The key of all processes over these credentials, made at the first start. */
export const loadSigningKey = async (credentials: Pick<Credentials, 'secret'>): Promise<SigningKey> =>
  signingKeyOf(JSON.parse(await credentials.secret('access-token-key', JSON.stringify(fresh()))) as JWK);
