import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '../support/client.js';
import { samplesOf } from '../support/measured.js';
import { type PostgresServer, startPostgres, until } from '../support/postgres.js';
import { comparedWithRebuild } from '../support/rebuilt-views.js';
import { RoleProcess } from '../support/role-process.js';
import { PASSWORD } from '../support/server.js';

const TAKEOVER_MS = 5_000;
const UNITS = 30;

describe('two processes that take requests and two projectors over one PostgreSQL', () => {
  let database: PostgresServer;
  let folder: string;
  let apis: RoleProcess[];
  let projectors: RoleProcess[];
  let admins: Client[];
  let inspector: Client;
  let registered = 0;

  const start = async (role: string) => {
    const process = await RoleProcess.start({
      RECTIFY_ROLE: role,
      RECTIFY_DATABASE_URL: database.url('postgres'),
      RECTIFY_DATA_DIR: folder,
    });
    return process;
  };
  const leaders = async () => (await Promise.all(projectors.map((one) => one.ready()))).filter(({ leads }) => leads);
  /** Registers units through both, side by side; answers the receipts. */
  const registerUnits = (count: number) =>
    Promise.all(
      Array.from({ length: count }, () => {
        const n = registered++;
        return admins[n % 2]!.do('units', { name: `第${n}单位` }, { key: `unit-${n}` });
      }),
    );
  const moreColumns = async (url: string, table: string) => {
    const [schema, name] = table.split('.');
    const columns = await database.query(
      url,
      `select string_agg(', "' || column_name || '"', '' order by ordinal_position) as more
       from information_schema.columns where table_schema = $1 and table_name = $2 and ordinal_position > 7`,
      [schema, name],
    );
    return (columns[0]!['more'] as string | null) ?? '';
  };
  const last = (receipts: { position: string }[]) =>
    String(Math.max(...receipts.map(({ position }) => Number(position))));
  const namesThrough = async (client: Client, after: string) =>
    (await client.get(`units?limit=500&after=${after}`)).items.map(({ name }: { name: string }) => name);
  const everyName = () => Array.from({ length: registered }, (_, n) => `第${n}单位`).sort();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rectify-roles-'));
    database = await startPostgres();
    apis = await Promise.all([start('api'), start('api')]);
    projectors = [await start('projector'), await start('projector')];
    const first = apis.map(({ said }) => /一次性密码 (\S+?)，/.exec(said)?.[1]).filter(Boolean);
    expect(first).toHaveLength(1);
    const [one, other] = apis.map(({ url }) => new Client(url));
    admins = [await one!.firstSignIn('admin', first[0]!, PASSWORD), await other!.signIn('admin', PASSWORD)];
    const { id: personId } = await admins[0]!.do('people', { name: '郑刚' });
    const { id } = await admins[1]!.do('accounts', { login: 'inspector', personId, roles: ['inspector'] });
    const { oneTimePassword } = await admins[0]!.do(`accounts/${id}/one-time-password`, {});
    inspector = await other!.firstSignIn('inspector', oneTimePassword, PASSWORD);
  }, 240_000);
  afterAll(async () => {
    await Promise.all([...(apis ?? []), ...(projectors ?? [])].map((one) => one.signal('SIGKILL')));
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('take commands through both, and each shows what the other has taken', async () => {
    const receipts = await registerUnits(UNITS);
    for (const admin of admins) expect([...(await namesThrough(admin, last(receipts)))].sort()).toEqual(everyName());
  });

  it('answer a request that was sent to both with one receipt', async () => {
    const body = { name: '同时登记单位' };
    const answers = await Promise.all(admins.map((admin) => admin.try('units', body, { key: 'sent to both' })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const [one, other] = answers.map(({ body: { position, id } }) => ({ position, id }));
    expect(one).toEqual(other);
    expect(answers.filter(({ body: { repeated } }) => repeated)).toHaveLength(1);
  });

  it('take a token that the other one signed, and no longer when its session is over', async () => {
    const [one, other] = apis.map(({ url }) => new Client(url));
    const { accessToken } = await one!.do('session', { login: 'inspector', password: PASSWORD });
    const there = new Client(apis[1]!.url, accessToken);
    expect((await there.get('me')).account.name).toBe('郑刚');
    await there.send('DELETE', 'session');
    expect((await new Client(apis[0]!.url, accessToken).send('GET', 'me')).status).toBe(401);
    expect((await other!.send('GET', 'me')).status).toBe(401);
  });

  it('have one projector at work, and requests are not its business', async () => {
    expect(await leaders()).toHaveLength(1);
    for (const { url } of projectors) expect((await new Client(url).send('GET', 'units')).status).toBe(404);
    for (const api of apis) expect(await api.ready()).toMatchObject({ status: 'ready', role: 'api', leads: false });
  });

  it('tell at /metrics who keeps the views, and each of them how far the views are', async () => {
    await namesThrough(admins[0]!, last(await registerUnits(2)));
    const scrapes = await Promise.all(
      [...apis, ...projectors].map(async ({ url }) => samplesOf((await new Client(url).send('GET', '/metrics')).body)),
    );
    const all = (series: string) => scrapes.map((samples) => samples.get(series));
    expect(all('rectify_projector_leads').toSorted()).toEqual([0, 0, 0, 1]);
    expect(all('rectify_view_lag_events{view="units"}')).toEqual([0, 0, 0, 0]);
    expect(all('rectify_view_state{view="units",state="live"}').filter(Boolean)).toEqual([1]);
  });

  it('go on within 5 s with the other projector when the one at work is killed', async () => {
    const roles = await Promise.all(projectors.map((one) => one.ready()));
    const [leader, standby] = roles[0]!.leads ? projectors : projectors.toReversed();
    await leader!.signal('SIGKILL');
    const killed = Date.now();
    const receipts = await registerUnits(UNITS);
    await until(async () => (await standby!.ready()).leads);
    const names = await namesThrough(admins[0]!, last(receipts));
    expect(Date.now() - killed).toBeLessThan(TAKEOVER_MS);
    expect(names).toEqual(expect.arrayContaining(everyName()));
    projectors = [standby!, await start('projector')];
    expect(await leaders()).toHaveLength(1);
  }, 30_000);

  it('pass the work on at once when the projector at work is told to end', async () => {
    const [first, second] = projectors;
    expect((await first!.ready()).leads).toBe(true);
    await first!.signal('SIGTERM');
    const ended = Date.now();
    await until(async () => (await second!.ready()).leads);
    expect(Date.now() - ended).toBeLessThan(2_000);
    projectors = [second!];
  });

  it('have folded every event once, as a rebuild of all views does', async () => {
    const receipts = await registerUnits(UNITS);
    await inspector.get(`trail?after=${last(receipts)}&limit=1`);
    const url = database.url('postgres');
    const { compared, differing } = await comparedWithRebuild(url, url);
    expect(compared).toBeGreaterThan(8);
    expect(differing).toEqual([]);
    const [lease] = await database.query(url, 'select epoch::int from rectify_views.lease');
    expect(lease!['epoch']).toBe(3);
  });

  it('would notice an event that was folded twice', async () => {
    const url = database.url('postgres');
    const [live] = await database.query(url, `select number from rectify_views.generations where view = 'units'`);
    const table = `rectify_views.view_units_${live!['number']}`;
    const second = `(select place from ${table} where open = 1 order by place desc limit 1)`;
    await database.query(
      url,
      `insert into ${table} select 900000 + place, key, effective, recorded, 0, next_effective,
      next_recorded${await moreColumns(url, table)} from ${table} where place = ${second}`,
    );
    await database.query(
      url,
      `insert into ${table}_docs select 900000 + place, doc from ${table}_docs
      where place = ${second}`,
    );
    expect((await comparedWithRebuild(url, url)).differing).toEqual(['units']);
  });
});
