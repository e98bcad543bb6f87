import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, importJWK, type JWK } from 'jose';

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

const OTHERS = 0o077;

/** Reads the key's JWK, making the file when it is missing. Refuses a key that other users of the machine may read. */
export const loadSigningKey = async (file: string): Promise<SigningKey> => {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(fresh()), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (process.platform !== 'win32' && (statSync(file).mode & OTHERS) !== 0) {
    throw new Error(
      `签名密钥 ${file} 可被他人读取,请执行 chmod 600 / others may read the signing key ${file}; chmod 600 it`,
    );
  }
  return signingKeyOf(JSON.parse(readFileSync(file, 'utf8')) as JWK);
};
