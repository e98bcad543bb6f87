import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../apps/server/src/config.js';
import { serve } from '../../apps/server/src/serve.js';
import { tempDir } from '../support/temp-dir.js';
import { Client } from '../support/client.js';
import { PASSWORD } from '../support/server.js';
import { bringToRequest, issueBody, makeWorld, roundBody } from '../support/world.js';

const eventsUrl = process.env['ESDB_URL']!;

describe('an issue whose events are kept by a real, empty EventStoreDB', () => {
  it('is brought to its closure over HTTP, and stands so again after all views are built anew', async () => {
    const folder = await tempDir();
    const file = join(folder.path, 'rectify.db');
    const start = () => {
      const common = { RECTIFY_DATABASE_URL: `sqlite:${file}`, RECTIFY_PORT: '0', RECTIFY_LOG_LEVEL: 'error' };
      return serve({ ...readConfig(common), databaseUrl: eventsUrl });
    };
    const first = await start();
    const nobody = new Client(first.url);
    const { administrator } = first;
    if (!administrator) throw new Error('the story needs an empty server: this one has had an administrator before');
    const admin = await nobody.firstSignIn(administrator.login, administrator.oneTimePassword, PASSWORD);
    const account = async (login: string, personId: string, ...roles: string[]) => {
      const opened = await admin.do('accounts', { login, personId, roles });
      const issued = await admin.do(`accounts/${opened.id}/one-time-password`, {});
      return nobody.firstSignIn(login, issued.oneTimePassword as string, PASSWORD);
    };
    const world = await makeWorld({ admin, account } as never);
    const round = await world.office.do('rounds', roundBody);
    const issue = await world.office.do(`rounds/${round.id}/issues`, issueBody('1'));
    await bringToRequest(world, issue.id);
    for (const endorser of [world.head, world.office]) {
      await endorser.do(`issues/${issue.id}/closure-endorsement`, {});
    }
    const { at: _, ...before } = await world.inspector.get(`issues/${issue.id}`);
    expect(before).toMatchObject({ status: 'submitted' });
    await first.close();

    for (const part of ['', '-wal', '-shm']) rmSync(join(folder.path, `rectify-views.db${part}`), { force: true });
    const second = await start();
    const inspector = await new Client(second.url).signIn('inspector', PASSWORD);
    const after = await inspector.get(`issues/${issue.id}`);
    await second.close();
    expect(after).toMatchObject(before);
    await folder.remove();
  });
});
