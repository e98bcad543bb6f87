import { hash, verify } from '@node-rs/argon2';

/** What one argon2id hash costs. */
export interface HashingCost {
  readonly memoryKiB: number;
  readonly iterations: number;
  readonly lanes: number;
}

/** Source: OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 iterations, 1 degree of parallelism. */
export const OWASP_COST: HashingCost = { memoryKiB: 19_456, iterations: 2, lanes: 1 };

/** argon2id (the library's default) in PHC form, with a random salt. */
export const hashPassword = (password: string, cost: HashingCost): Promise<string> =>
  hash(password.normalize('NFKC'), {
    memoryCost: cost.memoryKiB,
    timeCost: cost.iterations,
    parallelism: cost.lanes,
  });

export const passwordMatches = (hashed: string, password: string): Promise<boolean> =>
  verify(hashed, password.normalize('NFKC'));
