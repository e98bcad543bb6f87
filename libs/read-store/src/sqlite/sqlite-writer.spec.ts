import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { SqliteConnection } from './sqlite-connection.js';
import type { Step } from './sqlite-steps.js';
import { type SqliteWriter, WriterBeside, WriterHere } from './sqlite-writer.js';

const insert = (...numbers: number[]): Step => ({ sql: 'insert into t (n) values (?)', values: numbers, width: 1 });
const raise = (from: number): Step => ({
  sql: 'update t set n = n + 100 where n = ?',
  values: [from],
  width: 1,
  mustChange: true,
});

const opened = (kind: 'here' | 'beside') => {
  const folder = mkdtempSync(join(tmpdir(), 'rectify-writer-'));
  const path = kind === 'here' ? ':memory:' : join(folder, 'views.db');
  const connection = new SqliteConnection(path);
  connection.exec('create table t (n integer primary key)');
  const writer = kind === 'here' ? new WriterHere(connection) : new WriterBeside(path);
  const close = async () => {
    await writer.close();
    connection.close();
    rmSync(folder, { recursive: true });
  };
  return { connection, writer, close };
};

describe.each(['here', 'beside'] as const)('a writer %s', (kind) => {
  let connection: SqliteConnection;
  let writer: SqliteWriter;
  let close: () => Promise<void>;
  const numbers = () =>
    connection
      .prepare('select n from t order by n')
      .all()
      .map(({ n }) => n);

  beforeEach(() => {
    ({ connection, writer, close } = opened(kind));
  });
  afterEach(() => close());

  it('takes transactions in the order in which they were given', async () => {
    const given = [insert(1, 2), raise(2), raise(102), insert(2)].map((step) => writer.take([step]));
    await Promise.all(given);
    expect(numbers()).toEqual([1, 2, 202]);
  });

  it('writes nothing of a transaction with a step that had to change something and did not', async () => {
    await writer.take([insert(1)]);
    const lost = writer.take([insert(2), { ...raise(1), values: [1, 7] }]);
    await expect(lost).rejects.toMatchObject({ name: 'Unmet', step: 1, run: 1 });
    expect(numbers()).toEqual([1]);
  });

  it('writes nothing of one that fails, says what the engine said, and takes the next', async () => {
    const lost = writer.take([insert(1), insert(1)]);
    const next = writer.take([insert(3)]);
    await expect(lost).rejects.toMatchObject({ code: 'ERR_SQLITE_ERROR', errcode: 1555 });
    await next;
    expect(numbers()).toEqual([3]);
  });

  it('leaves the file to work of this thread, between what was given before and after', async () => {
    const before = writer.take([insert(1)]);
    const alone = writer.alone(() => connection.exec('update t set n = 5'));
    const after = writer.take([raise(5)]);
    await Promise.all([before, alone, after]);
    expect(numbers()).toEqual([105]);
  });

  it('goes on when work alone has failed', async () => {
    await expect(
      writer.alone(() => {
        throw new Error('not today');
      }),
    ).rejects.toThrow('not today');
    await writer.take([insert(1)]);
    expect(numbers()).toEqual([1]);
  });
});

describe('a writer in a thread of its own', () => {
  it('keeps nobody waiting: this thread has its turns while an order is carried out', async () => {
    const { writer, close } = opened('beside');
    await writer.take([insert(0)]);
    const million =
      'insert into t with recursive c(n) as (select 1 union all select n + 1 from c limit 1000000) select n from c';
    const told = { over: false, turns: 0 };
    const taken = writer.take([{ sql: million, values: [], width: 0 }]).then(() => (told.over = true));
    while (!told.over) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      told.turns += 1;
    }
    await taken;
    expect(told.turns).toBeGreaterThan(10);
    await close();
  });

  it('refuses what was under way when the thread died, and begins another', async () => {
    const { connection, writer, close } = opened('beside');
    await writer.take([insert(1)]);
    const posted = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function postNothing(this: Worker) {
      void this.terminate();
    };
    const lost = writer.take([insert(2)]);
    await expect(lost).rejects.toThrow('has ended');
    Worker.prototype.postMessage = posted;
    await writer.take([insert(3)]);
    expect(connection.prepare('select count(*) as n from t').get()!['n']).toBe(2);
    await close();
  });
});
