import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '#event-sourcing';
import { readConfig } from '../../apps/server/src/config.js';
import { serve, type Serving } from '../../apps/server/src/serve.js';
import { Client } from './client.js';

export interface RunningServer extends Serving {
  readonly folder: string;
  /** Signed in as the first administrator, whose password was changed. */
  readonly admin: Client;
  /** A client without a token. */
  readonly nobody: Client;
  /** Opens an account for a person and signs it in. */
  readonly account: (login: string, personId: string, ...roles: string[]) => Promise<Client>;
  readonly stop: () => Promise<void>;
}

export const PASSWORD = 'Zheng-Gai-2026-tai-zhang';

export interface Surroundings {
  /** The machine's own when absent. */
  readonly clock?: Clock;
  /** Of a server that was closed before: the same files again. */
  readonly folder?: string;
}

/** The real program on a free port, over a SQLite file in a folder of its own. */
export const startServer = async (
  environment: Record<string, string> = {},
  { clock, folder = mkdtempSync(join(tmpdir(), 'rectify-acceptance-')) }: Surroundings = {},
): Promise<RunningServer> => {
  const serving = await serve(
    readConfig({
      RECTIFY_DATABASE_URL: `sqlite:${join(folder, 'rectify.db')}`,
      RECTIFY_PORT: '0',
      RECTIFY_LOG_LEVEL: 'error',
      ...environment,
    }),
    { clock },
  );
  const nobody = new Client(serving.url);
  const { administrator } = serving;
  const admin = administrator
    ? await nobody.firstSignIn(administrator.login, administrator.oneTimePassword, PASSWORD)
    : await nobody.signIn('admin', PASSWORD);
  const account = async (login: string, personId: string, ...roles: string[]) => {
    const opened = await admin.do('accounts', { login, personId, roles });
    const issued = await admin.do(`accounts/${opened.id}/one-time-password`, {});
    return nobody.firstSignIn(login, issued.oneTimePassword as string, PASSWORD);
  };
  const stop = async () => {
    await serving.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...serving, folder, admin, nobody, account, stop };
};
