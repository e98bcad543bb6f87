import { zipSync } from 'fflate';
import { ledger42, seed } from './importing.fixture.js';
import { recognise } from './recognise.js';
import { ledgerOf, workbookOf } from '../reading/ledger/sheet.fixture.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('a file to import', () => {
  it('is a ledger when its bytes are a workbook, whatever its name', async () => {
    const { bytes } = ledger42();
    expect(await recognise({ name: '台账.txt', bytes }, {})).toMatchObject({ kind: 'ledger' });
  });

  it('is a report when its bytes are text, and is known by the digest of its bytes', async () => {
    const read = await recognise(seed(), {});
    expect(read.kind).toBe('report');
    expect(read.sha256).toBe('62814980c326fff3df109b9794ba30e3ae4a89cc2ac0ebe59743a6fe764bd3ee');
  });

  it.each([
    ['text that calls itself a workbook', 'a.xlsx', bytesOf('问题'), 'import.not-an-xlsx'],
    ['a zip without a workbook', 'a.xlsx', zipSync({ 'a.txt': bytesOf('a') }), 'import.not-an-xlsx'],
    ['an old binary workbook', 'a.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'import.not-an-xlsx'],
    ['a bomb', 'a.xlsx', zipSync({ 'xl/workbook.xml': new Uint8Array(8_000_000) }), 'import.workbook-too-large'],
    ['bytes of no kind', 'a.bin', new Uint8Array([0, 1, 2, 0xff]), 'import.not-understood'],
    ['a text file that holds none', 'a.txt', new Uint8Array([0x61, 0, 0x62]), 'import.not-text'],
    ['an empty file', 'a.txt', new Uint8Array(), 'import.nothing-found'],
    ['a text without an issue', 'a.txt', bytesOf('今天天气很好。'), 'import.nothing-found'],
  ])('is refused by name when it is %s', async (_, name, bytes, code) => {
    await expect(recognise({ name, bytes }, {})).rejects.toMatchObject({ code, details: { file: name } });
  });

  it('is refused when it is a workbook without a ledger', async () => {
    const bytes = await workbookOf({
      name: '食堂',
      rows: [
        ['菜名', '价格'],
        ['面条', 8],
      ],
    });
    const refused = { code: 'import.no-ledger-found', details: { file: 'a.xlsx', sheets: ['食堂'] } };
    await expect(recognise({ name: 'a.xlsx', bytes }, {})).rejects.toMatchObject(refused);
  });

  it('is refused when its ledger has no row', async () => {
    const bytes = await workbookOf({ ...ledgerOf({}), rows: ledgerOf({}).rows.slice(0, 1) });
    await expect(recognise({ name: 'a.xlsx', bytes }, {})).rejects.toMatchObject({ code: 'import.nothing-found' });
  });
});
