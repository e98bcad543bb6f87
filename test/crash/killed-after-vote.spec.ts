import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type EventStore } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { tell } from './support/random.js';
import { happened, roundByMeeting, submittedIssue, voted, VOTED_AT } from '../support/meeting-decisions.js';
import { tempDir } from '../support/temp-dir.js';

const program = fileURLToPath(new URL('./carrying-out.process.ts', import.meta.url));
const hooks = new URL('../support/from-source.mjs', import.meta.url).href;
const PATIENCE_MS = 50_000;
const CASE_MS = 180_000;

/** Every write between the vote and the end of its carrying out, in the order in which it happens. */
const steps = ['CommandScheduled', 'ClosureApproved', 'CommandSettled', 'checkpoint'] as const;
const moments = [
  ...steps.slice(0, 3).flatMap((step) => [['before', step] as const, ['after', step] as const]),
  ['before', 'checkpoint'] as const,
];

describe('given a program that is killed between the vote of a meeting and the closure of its issue', () => {
  let dir: Awaited<ReturnType<typeof tempDir>>;

  const inStore = async <T>(look: (store: EventStore) => Promise<T>): Promise<T> => {
    const store = await openEventStore(`sqlite:${dir.path}/events.db`);
    return look(store).finally(() => store.close());
  };
  const run = (...struckAt: readonly string[]) => {
    const args = ['--conditions=source', '--import', hooks, program, dir.path, ...struckAt];
    const { signal, stdout, stderr, status } = spawnSync(process.execPath, args, {
      env: { ...process.env, NODE_OPTIONS: '' },
      encoding: 'utf8',
      timeout: PATIENCE_MS,
    });
    return { signal, status, said: stdout.trim(), stderr };
  };
  const counted = () =>
    inStore(async (store) => {
      const types = (await store.readAll('0', 1_000)).map(({ type }) => type);
      return steps.slice(0, 3).map((step) => types.filter((type) => type === step).length);
    });
  const closure = () => inStore(async (store) => (await store.readStream('issue-i1')).at(-1)!);

  beforeEach(async () => {
    dir = await tempDir();
    await inStore(async (store) => {
      await happened(store, 'round-r1', roundByMeeting);
      const subject = await submittedIssue(store, 'i1');
      await voted(store, { subject, itemId: 'item-3' });
    });
  });
  afterEach(() => dir.remove());

  it.each(moments)(
    '%s %s, closes the issue once when it is started again',
    async (moment, step) => {
      expect(run(moment, step)).toMatchObject({ signal: 'SIGKILL', said: '' });
      const written = moment === 'before' ? steps.indexOf(step) : steps.indexOf(step) + 1;
      const left = await counted();
      // The checkpoint is saved beside the sending: what was sent by then is a matter of chance.
      if (step !== 'checkpoint') expect(left).toEqual([0, 1, 2].map((n) => Number(n < written)));
      expect(run()).toMatchObject({ signal: null, status: 0, said: 'settled' });
      expect(await counted()).toEqual([1, 1, 1]);
      expect(await closure()).toMatchObject({
        type: 'ClosureApproved',
        data: { decided: { way: 'meeting', item: { id: 'item-3' } } },
        metadata: { effectiveAt: VOTED_AT },
      });
      tell(`kill -9 ${moment} ${step}: left ${left.join(', ')}, then one closure`);
    },
    CASE_MS,
  );

  it(
    'closes it no second time however often it is started',
    async () => {
      for (let starts = 0; starts < 3; starts++) expect(run()).toMatchObject({ status: 0, said: 'settled' });
      expect(await counted()).toEqual([1, 1, 1]);
    },
    CASE_MS,
  );
});
