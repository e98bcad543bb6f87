import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#event-sourcing';
import type { ServeOptions, Serving } from '../../apps/server/src/serve.js';
import { Client } from './client.js';
import { programFor } from './program.js';
import { type Stores, storesOf } from './stores.js';
import { inMemory } from './temp-dir.js';

export interface RunningServer extends Serving {
  readonly folder: string;
  readonly stores: Stores;
  /** Signed in as the first administrator, whose password was changed. */
  readonly admin: Client;
  /** A client without a token. */
  readonly nobody: Client;
  /** Opens an account for a person, has its password confirmed where it is to decide, and signs it in. */
  readonly account: (login: string, personId: string, ...roles: string[]) => Promise<Client>;
  readonly stop: () => Promise<void>;
}

const WITNESS = 'witness';
export const PASSWORD = 'Zheng-Gai-2026-tai-zhang';
/** A story opens a dozen accounts; what a hash costs in use is looked at by the spec of the first start. */
const CHEAP_HASHES = { memoryKiB: 64, iterations: 1, lanes: 1 };

export interface Surroundings {
  /** The machine's own when absent. */
  readonly clock?: Clock;
  /** Of a server that was closed before: the same files and stores again. */
  readonly folder?: string;
  /** Standard error when absent. */
  readonly logTo?: ServeOptions['logTo'];
  /** Routes beside the program's own. */
  readonly modules?: ServeOptions['modules'];
  /** The spec takes part in the program by its classes: both are loaded together. Always so with modules. */
  readonly sameClasses?: boolean;
}

const DECIDING: ReadonlySet<string> = new Set(['leader', 'office', 'unit-head']);

/** An auditor who confirms what the administrator gave to others, opened when there is somebody to confirm. */
const witnessOf = (nobody: Client, admin: Client): (() => Promise<Client>) => {
  const enter = async () => {
    const known = await nobody.signIn(WITNESS, PASSWORD).catch(() => undefined);
    if (known) return known;
    const { id: personId } = await admin.do('people', { name: '核实人' });
    const { id } = await admin.do('accounts', { login: WITNESS, personId, roles: ['audit'] });
    const { oneTimePassword } = await admin.do(`accounts/${id}/one-time-password`, {});
    return nobody.firstSignIn(WITNESS, oneTimePassword as string, PASSWORD);
  };
  let witness: Promise<Client> | undefined;
  return () => (witness ??= enter());
};

/** The real program on a free port, over stores of its own of the kind that the project of the test runner asks for. */
export const startServer = async (
  environment: Record<string, string> = {},
  { clock, sameClasses, folder = mkdtempSync(join(inMemory(), 'rectify-acceptance-')), ...served }: Surroundings = {},
): Promise<RunningServer> => {
  const stores = await storesOf({ folder, clock });
  const { serve, readConfig } = await programFor(sameClasses ?? served.modules !== undefined);
  const serving = await serve(
    readConfig({ ...stores.environment, RECTIFY_PORT: '0', RECTIFY_LOG_LEVEL: 'error', ...environment }),
    { clock, hashing: CHEAP_HASHES, ...served },
  );
  const nobody = new Client(serving.url);
  const { administrator } = serving;
  const admin = administrator
    ? await nobody.firstSignIn(administrator.login, administrator.oneTimePassword, PASSWORD)
    : await nobody.signIn('admin', PASSWORD);
  const account = async (login: string, personId: string, ...roles: string[]) => {
    const opened = await admin.do('accounts', { login, personId, roles });
    const issued = await admin.do(`accounts/${opened.id}/one-time-password`, {});
    if (roles.some((role) => DECIDING.has(role)))
      await (await witness()).do(`accounts/${opened.id}/reset-confirmation`, {});
    return nobody.firstSignIn(login, issued.oneTimePassword as string, PASSWORD);
  };
  const witness = witnessOf(nobody, admin);
  const stop = async () => {
    await serving.close();
    await stores.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...serving, folder, stores, admin, nobody, account, stop };
};
