import type { Client } from '../support/client.js';
import { type RunningServer, startServer } from '../support/server.js';

interface Offered {
  readonly act: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly given?: object;
}

interface Item {
  readonly kind: string;
  readonly zh: string;
  readonly en: string;
  readonly thing: { readonly kind: string; readonly id: string };
  readonly title: string;
  readonly since: string;
  readonly due: string | null;
  readonly version: number;
  readonly itemId?: string;
  readonly acts: readonly Offered[];
  readonly onBehalfOf?: { readonly name: string };
}

/** Where the acts on a thing are told, each allowed or refused. Nothing tells those on hand-overs. */
const actionsPath = (act: string, { thing, itemId }: Item): string | undefined => {
  if (act === 'PutOnAgenda' || act === 'ConveneMeeting') return undefined;
  if (thing.kind === 'plan') return `rounds/${thing.id}/plan/actions`;
  if (thing.kind === 'handover') return undefined;
  if (act === 'CastVote') return `meetings/${thing.id}/items/${itemId}/actions`;
  return `${thing.kind}s/${thing.id}/actions`;
};

describe('the inbox of everybody in the demonstration', () => {
  let server: RunningServer;
  const signedIn = new Map<string, Client>();
  const inboxOf = async (who: Client, query = ''): Promise<Item[]> =>
    (await who.get(`inbox?limit=500&after=${await server.engine.store.head()}${query}`)).items;

  beforeAll(async () => {
    server = await startServer();
    for (const { login, password } of await server.loadDemo())
      signedIn.set(login, await server.nobody.signIn(login, password));
  }, 120_000);
  afterAll(() => server.stop());

  /** As it is told elsewhere; undefined where nothing else tells. */
  const isAllowed = async (who: Client, item: Item, offered: Offered): Promise<boolean | undefined> => {
    const { act, method, path, given } = offered;
    if (given) return undefined;
    if (method === 'GET') return (await who.send('GET', path)).status === 200;
    const actions = actionsPath(act, item);
    const told = actions && (await who.get(actions)).items.find((one: { act: string }) => one.act === act);
    return told?.allowed;
  };

  it('has something to do for each account', async () => {
    for (const [login, who] of signedIn) expect([login, (await inboxOf(who)).length > 0]).toEqual([login, true]);
  });

  it('offers nothing that would be refused', async () => {
    const judged: string[] = [];
    const judge = async (login: string, item: Item): Promise<void> => {
      expect([login, item.kind, item.acts.length > 0]).toEqual([login, item.kind, true]);
      for (const offered of item.acts) {
        const allowed = await isAllowed(signedIn.get(login)!, item, offered);
        if (allowed !== undefined) judged.push(offered.act);
        expect([login, item.kind, offered.act, allowed ?? true]).toEqual([login, item.kind, offered.act, true]);
      }
    };
    for (const [login, who] of signedIn)
      for (const item of (await inboxOf(who)).filter(({ onBehalfOf }) => !onBehalfOf)) await judge(login, item);
    expect(new Set(judged).size).toBeGreaterThan(15);
  });

  it('holds every kind of work that waits in the round in work', async () => {
    const kinds = new Set<string>();
    for (const who of signedIn.values()) for (const { kind } of await inboxOf(who)) kinds.add(kind);
    expect([...kinds].sort()).toEqual([
      'extension-decision',
      'handover-sign',
      'leader-claim',
      'leader-sign-off',
      'long-term-sign-off',
      'meeting-attend',
      'meeting-conduct',
      'meeting-prepare',
      'office-assign',
      'office-endorse',
      'overdue',
      'plan-sign-off',
      'record-draw-up',
      'record-sign',
      'review-due',
      'unit-claim',
      'unit-endorse',
      'unit-report',
      'unit-request',
      'unit-rework',
      'vote',
    ]);
  });

  it('leaves out whoever took part, and what is decided by others', async () => {
    const [leader1, leader2, leader3] = await Promise.all(
      ['leader-1', 'leader-2', 'leader-3'].map((login) => inboxOf(signedIn.get(login)!)),
    );
    const titles = (items: readonly Item[], kind: string) =>
      items.filter((one) => one.kind === kind).map(({ title }) => title);
    const signing = titles(leader1!, 'leader-sign-off');
    expect(signing).toHaveLength(2);
    expect(titles(leader2!, 'leader-sign-off')).toHaveLength(1);
    expect([titles(leader1!, 'long-term-sign-off').length, titles(leader2!, 'long-term-sign-off')]).toEqual([1, []]);
    // In charge of all of them.
    expect(titles(leader3!, 'overdue').length).toBeGreaterThan(0);
    expect(titles(leader1!, 'overdue')).toEqual([]);
  });

  it('comes by due date, in pages that hold each once, with what is overdue first', async () => {
    const office = signedIn.get('office')!;
    const whole = await inboxOf(office);
    const paged: Item[] = [];
    let query = 'inbox?limit=3';
    for (;;) {
      const { items, next } = await office.get(query);
      paged.push(...items);
      if (next === undefined) break;
      query = `inbox?limit=3&cursor=${next}`;
    }
    expect(paged.map(({ kind, thing }) => [kind, thing.id])).toEqual(whole.map(({ kind, thing }) => [kind, thing.id]));
    const dues = whole.map(({ due }) => due ?? '9999-12-31');
    expect(dues).toEqual(dues.toSorted());
    expect(whole[0]).toMatchObject({ due: dues[0] });
  });

  it('counts what it would list, kind by kind', async () => {
    for (const login of ['office', 'leader-1', 'reporter-party']) {
      const { counts, total, more } = await signedIn.get(login)!.get('inbox?total=true&limit=1');
      const whole = await inboxOf(signedIn.get(login)!);
      const counted = Object.fromEntries(
        [...Map.groupBy(whole, ({ kind }) => kind)].map(([kind, items]) => [kind, items.length]),
      );
      expect([login, counts, total, more]).toEqual([login, counted, whole.length, false]);
    }
    const { items } = await signedIn.get('office')!.get('inbox?kind=office-assign');
    expect(new Set(items.map(({ kind }: Item) => kind))).toEqual(new Set(['office-assign']));
  });

  it('takes an act as it is offered, and then waits no more', async () => {
    const head = signedIn.get('head-building')!;
    const [item] = (await inboxOf(head)).filter(({ kind }) => kind === 'unit-endorse');
    const [endorse] = item!.acts;
    const { status } = await head.send('POST', endorse!.path, {}, { 'if-match': `"${item!.version}"` });
    expect([endorse!.act, status]).toEqual(['EndorseClosure', 200]);
    expect((await inboxOf(head)).filter(({ kind }) => kind === 'unit-endorse')).toEqual([]);
  });

  it('gives with an act what follows of its body', async () => {
    const leader = signedIn.get('leader-1')!;
    for (const kind of ['record-sign', 'long-term-sign-off']) {
      const [item] = (await inboxOf(leader)).filter((one) => one.kind === kind);
      const [act] = item!.acts;
      const sent = kind === 'record-sign' ? act!.given! : { ...act!.given, reason: '历史遗留，按期复核。' };
      const { status } = await leader.send('POST', act!.path, sent, { 'if-match': `"${item!.version}"` });
      expect([kind, status]).toEqual([kind, 200]);
      expect((await inboxOf(leader)).filter((one) => one.kind === kind)).toEqual([]);
    }
  });

  it('shows delegated work with whose it is, and only as far as it was delegated', async () => {
    const delegate = signedIn.get('reporter-party')!;
    const theirs = (await inboxOf(delegate)).filter(({ onBehalfOf }) => onBehalfOf);
    expect(new Set(theirs.map(({ onBehalfOf }) => onBehalfOf!.name))).toEqual(new Set(['叶青禾']));
    const acts = new Set(theirs.flatMap((one) => one.acts.map(({ act }) => act)));
    expect([...acts].sort()).toEqual(['AttachEvidence', 'ReportProgress']);
    const principal = (await delegate.get('delegations')).items[0].from.id;
    const asHer = await delegate.send('GET', 'inbox?limit=500', undefined, { 'x-rectify-on-behalf-of': principal });
    expect(asHer.body.items.map(({ thing }: Item) => thing.id)).toEqual(theirs.map(({ thing }) => thing.id));
    const [
      {
        acts: [first],
        version,
      },
    ] = [theirs[0]!];
    const body = { narrative: '代为填报：已完成阶段任务。', percent: 80 };
    const headers = { 'if-match': `"${version}"`, 'x-rectify-on-behalf-of': principal };
    expect([first!.act, (await delegate.send('POST', first!.path, body, headers)).status]).toEqual([
      'ReportProgress',
      200,
    ]);
  });
});
