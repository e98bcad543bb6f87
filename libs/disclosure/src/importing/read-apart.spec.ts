import { ledger42, seed } from './importing.fixture.js';
import { ReadApart } from './read-apart.js';
import { recognise } from './recognise.js';
import { ledgerOf, workbookOf } from '../reading/ledger/sheet.fixture.js';

describe('a file that is read apart', () => {
  const limits = { seconds: 60, memoryMib: 768, idleMs: 60_000 };
  let apart: ReadApart;
  beforeEach(() => {
    apart = new ReadApart(limits);
  });
  afterEach(() => apart.close());

  it('is understood as it is where it came in, one after the other', async () => {
    const files = [ledger42(), seed(), ledger42()];
    const read = await Promise.all(files.map((file) => apart.read(file, {})));
    expect(read).toEqual(await Promise.all(files.map((file) => recognise(file, {}))));
  });

  it('comes whole when it is long', async () => {
    const rows = Array.from({ length: 1_200 }, (_, at) => ({ 具体问题: `第${at}处` }));
    const file = { name: 'a.xlsx', bytes: await workbookOf(ledgerOf(...rows)) };
    const { reading } = await apart.read(file, {});
    expect(reading).toEqual((await recognise(file, {})).reading);
  });

  it('is refused with the rule and its details, and the next one is read', async () => {
    const nothing = { name: 'a.txt', bytes: new TextEncoder().encode('无关') };
    await expect(apart.read(nothing, {})).rejects.toMatchObject({
      code: 'import.nothing-found',
      details: { file: 'a.txt', line: 1 },
    });
    expect((await apart.read(ledger42(), {})).kind).toBe('ledger');
  });

  it.each([
    ['time', { ...limits, seconds: 0.001 }],
    ['memory', { ...limits, memoryMib: 8 }],
  ])('is refused when it takes too much %s', async (_, less) => {
    const narrow = new ReadApart(less);
    await expect(narrow.read(ledger42(), {})).rejects.toMatchObject({ code: 'import.takes-too-much' });
    await narrow.close();
  });
});
