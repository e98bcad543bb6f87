import type { Actor } from '#event-sourcing';
import {
  carriedOver,
  clerk,
  everyEvent,
  ledger42,
  ledger42With,
  type Running,
  running,
  seed,
} from './importing.fixture.js';
import type { ImportFile } from './import-request.js';
import { type BegunImport, ImportRuns } from './import-runs.js';
import { ImportService } from './import-service.js';
import { recognise } from './recognise.js';

const somebody = (id: string, ...roles: Actor['roles']): Actor => ({ ...clerk, id, roles });

describe('an import that goes on by itself', () => {
  let here: Running;
  let runs: ImportRuns;
  const failures: unknown[] = [];
  const over = ({ engine, imports }: Running) => new ImportRuns(engine, imports, (error) => failures.push(error));
  beforeEach(async () => {
    here = await running();
    runs = over(here);
    failures.length = 0;
  });
  afterEach(async () => {
    await runs.close();
    await here.close();
  });

  const asked = (id: string, file: ImportFile = ledger42(), more: Partial<BegunImport> = {}): BegunImport => ({
    id,
    file,
    sha256: file.name,
    options: carriedOver,
    actor: clerk,
    dryRun: false,
    ...more,
  });
  const ended = async (id: string) => {
    await runs.settled(id);
    return runs.find(id, clerk);
  };

  const isAt = async (stage: string): Promise<void> => {
    for (let state = ''; state !== stage; { state } = await runs.find('a1', clerk))
      await new Promise((resolve) => setImmediate(resolve));
  };

  it('waits for those before it, and tells of each stage how far it has come', async () => {
    const stages: string[] = [];
    const { engine } = here;
    const imports = new ImportService(engine, async (file, options, watch) => {
      stages.push((await runs.find('a1', clerk)).state);
      return recognise(file, options, watch);
    });
    runs = over({ ...here, imports });
    expect((await runs.begin(asked('a1'))).state).toBe('queued');
    await runs.begin(asked('a2', seed()));
    const read = await ended('a1');
    expect(stages[0]).toBe('reading');
    expect(read).toMatchObject({
      state: 'done',
      rows: { done: 44, of: 44 },
      understood: { kind: 'ledger', found: { issues: 42, tasks: 39 } },
      refusals: [],
      result: { round: { counts: { issues: 42 } } },
    });
    expect(read.warningCount).toBe(read.warnings.length);
    expect(await ended('a2')).toMatchObject({ state: 'done', understood: { kind: 'report' } });
  });

  it('is stored with its record in one append, and told from it by a process that is started again', async () => {
    await runs.begin(asked('a1'));
    const { result } = await ended('a1');
    const events = await everyEvent(here);
    expect(events.at(-1)).toMatchObject({ stream: 'bulk-a1', type: 'BulkTaken' });
    expect(result?.stored?.events).toBe(events.length);

    const later = over(here);
    expect(await later.find('a1', clerk)).toMatchObject({
      state: 'done',
      result: { round: { id: result!.round.id, counts: { issues: 42 } }, stored: { position: String(events.length) } },
    });
    expect(await later.begin(asked('a1'))).toMatchObject({ state: 'done' });
    expect(await everyEvent(here)).toHaveLength(events.length);
    await expect(later.cancel('a1', clerk)).rejects.toMatchObject({ code: 'import.not-cancellable' });
  });

  it('of which nothing was stored is forgotten with its process, and finished under the same key', async () => {
    await runs.begin(asked('a1', ledger42(), { dryRun: true }));
    await runs.settled('a1');
    const later = over(here);
    await expect(later.find('a1', clerk)).rejects.toMatchObject({ code: 'import.unknown' });
    await later.begin(asked('a1'));
    await later.settled('a1');
    expect(await later.find('a1', clerk)).toMatchObject({ state: 'done', dryRun: false });
  });

  it('is refused with every place that says why, and stores nothing', async () => {
    await runs.begin(asked('a1', await ledger42With({ S44: new Date('2199-01-01') })));
    const { state, refusals, result } = await ended('a1');
    expect([state, result]).toEqual(['refused', undefined]);
    expect(refusals[0]).toMatchObject({
      code: 'effective.ahead-of-now',
      sheet: '整改台账',
      row: 44,
      column: 'S 销号日期',
      message: '晚于今天',
    });
    expect(await everyEvent(here)).toEqual([]);
    await runs.begin(asked('a2', { name: 'a.xlsx', bytes: new Uint8Array([0x50, 0x4b]) }));
    expect(await ended('a2')).toMatchObject({ state: 'refused', refusals: [{ code: 'import.not-an-xlsx' }] });
  });

  it.each(['queued', 'reading', 'checking', 'storing'])(
    'is cancelled while it is %s, and stores nothing',
    async (stage) => {
      if (stage === 'queued') await runs.begin(asked('a0', seed(), { dryRun: true }));
      await runs.begin(asked('a1'));
      if (stage !== 'queued') await isAt(stage);
      expect((await runs.cancel('a1', clerk)).state).toBe('cancelled');
      expect((await runs.cancel('a1', clerk)).state).toBe('cancelled');
      expect(await everyEvent(here)).toEqual([]);
      await runs.begin(asked('a1'));
      expect((await ended('a1')).state).toBe('done');
    },
  );

  it('is not cancelled once it goes to the store, nor when it has ended', async () => {
    const { append } = here.engine.commits;
    let refused: Promise<unknown> | undefined;
    here.engine.commits.append = (...given) => {
      refused = runs.cancel('a1', clerk).catch((error: unknown) => error);
      return append.apply(here.engine.commits, given);
    };
    await runs.begin(asked('a1'));
    expect((await ended('a1')).state).toBe('done');
    expect(await refused).toMatchObject({ code: 'import.not-cancellable', details: { state: 'storing' } });
    await expect(runs.cancel('a1', clerk)).rejects.toMatchObject({ details: { state: 'done' } });
  });

  it('is not stored under a right that has changed since it was begun', async () => {
    await runs.begin(asked('a1', seed(), { authority: { stream: 'account-clerk', version: 3 } }));
    expect(await ended('a1')).toMatchObject({ state: 'refused', refusals: [{ code: 'import.right-changed' }] });
    expect(await everyEvent(here)).toEqual([]);
  });

  it('that breaks off says so, and can be begun again', async () => {
    const { append } = here.engine.commits;
    here.engine.commits.append = () => Promise.reject(new Error('the disk is gone'));
    await runs.begin(asked('a1', seed()));
    expect(await ended('a1')).toMatchObject({ state: 'failed', failure: { code: 'import.failed' } });
    expect(failures).toHaveLength(1);
    here.engine.commits.append = append;
    await runs.begin(asked('a1', seed()));
    expect((await ended('a1')).state).toBe('done');
  });

  it('is there for whoever began it, the office and the administrator', async () => {
    await runs.begin(asked('a1', seed(), { actor: somebody('a', 'office') }));
    for (const who of [somebody('a', 'reporter'), somebody('b', 'office'), somebody('b', 'admin')])
      expect((await runs.find('a1', who)).id).toBe('a1');
    for (const act of ['find', 'cancel'] as const)
      await expect(runs[act]('a1', somebody('b', 'leader', 'inspector'))).rejects.toMatchObject({
        code: 'import.unknown',
      });
    await ended('a1');
  });

  it('waits beside so many others and no more', async () => {
    for (let n = 0; n < 9; n++) await runs.begin(asked(`a${n}`, seed(), { dryRun: true }));
    await expect(runs.begin(asked('a9', seed()))).rejects.toMatchObject({ code: 'import.too-many-waiting' });
  });
});
