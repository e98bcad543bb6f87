import { compactDecrypt, CompactEncrypt, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { Choice } from '../domain/meeting/events.js';

/** The public part of a ballot key, as it is stored with the vote. */
export type Seal = Readonly<Record<string, string>>;

const ALGORITHM = 'ECDH-ES';
const LONGEST = 'abstain'.length;

/** A new private key (X25519) as the text of its JWK. */
export const freshKey = async (): Promise<string> => {
  const { privateKey } = await generateKeyPair(ALGORITHM, { crv: 'X25519', extractable: true });
  return JSON.stringify(await exportJWK(privateKey));
};

export const sealOf = (key: string): Seal => {
  const { kty, crv, x } = JSON.parse(key) as Record<'kty' | 'crv' | 'x', string>;
  return { kty, crv, x };
};

/** Compact JWE. All choices give texts of one length. */
export const sealed = async (seal: Seal, choice: Choice): Promise<string> =>
  new CompactEncrypt(new TextEncoder().encode(choice.padEnd(LONGEST)))
    .setProtectedHeader({ alg: ALGORITHM, enc: 'A256GCM' })
    .encrypt(await importJWK(seal as unknown as JWK, ALGORITHM));

/** Sorted, so that nothing of the order in which they were cast is left. Throws when one was sealed for another key. */
export const opened = async (key: string, ballots: readonly string[]): Promise<readonly Choice[]> => {
  const privateKey = await importJWK(JSON.parse(key) as JWK, ALGORITHM);
  const texts = ballots.map(async (ballot) => (await compactDecrypt(ballot, privateKey)).plaintext);
  const choices = (await Promise.all(texts)).map((text) => new TextDecoder().decode(text).trimEnd() as Choice);
  return choices.sort();
};
