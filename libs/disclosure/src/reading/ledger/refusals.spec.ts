import * as fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { readLedger } from './reader.js';
import { UnreadableFile } from './refusals.js';
import { ledgerOf, workbookOf } from './sheet.fixture.js';

const refusalOf = async (bytes: Uint8Array) => {
  try {
    await readLedger(bytes);
    return 'read';
  } catch (error) {
    if (error instanceof UnreadableFile) return error.code;
    throw error;
  }
};

const SHEET = 'xl/worksheets/sheet1.xml';
const changed = (bytes: Uint8Array, name: string, change: (xml: string) => string) => {
  const parts = unzipSync(bytes);
  return zipSync({ ...parts, [name]: strToU8(change(strFromU8(parts[name]!))) });
};

/** The same zip, whose directory gives this size for each unpacked part. */
const declaring = (zip: Uint8Array, size: number) => {
  const [changed, mark] = [Buffer.from(zip), Buffer.from('504b0102', 'hex')];
  for (let at = changed.indexOf(mark); at >= 0; at = changed.indexOf(mark, at + 4))
    changed.writeUInt32LE(size, at + 24);
  return changed;
};

describe('bytes that are no ledger', () => {
  it.each([
    ['nothing', new Uint8Array()],
    ['text', strToU8('序号,具体问题')],
    ['a zip that holds no workbook', zipSync({ 'word/document.xml': strToU8('<w/>') })],
    ['a zip without its directory', zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') }).slice(0, 40)],
    ['an old binary workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0)],
  ])('are refused as no xlsx: %s', async (_, bytes) => {
    expect(await refusalOf(bytes)).toBe('import.not-an-xlsx');
  });

  it('are refused as encrypted when the container says so', async () => {
    const office = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]);
    const zip = zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') });
    zip[6] = 1;
    expect(await refusalOf(office)).toBe('import.encrypted');
    expect(await refusalOf(zip)).toBe('import.encrypted');
  });

  it('are refused when no sheet has the header of a ledger, and the sheets are named', async () => {
    const bytes = await workbookOf({
      name: '通讯录',
      rows: [
        ['姓名', '电话'],
        ['林晓', '1'],
      ],
    });
    await expect(readLedger(bytes)).rejects.toMatchObject({
      code: 'import.no-ledger-found',
      details: { sheets: ['通讯录'] },
    });
  });
});

describe('a workbook that would unfold beyond the limits', () => {
  it('is refused for its ratio before a byte is inflated', async () => {
    const bomb = zipSync({ 'xl/workbook.xml': strToU8('<workbook/>'), [SHEET]: new Uint8Array(20_000_000) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await refusalOf(bomb)).toBe('import.workbook-too-large');
  });

  it('is refused for the sum of its parts, whichever they are', async () => {
    const parts = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`xl/media/${at}.bin`, Uint8Array.of(at)]));
    const zip = zipSync({ 'xl/workbook.xml': strToU8('<w/>'), ...parts });
    expect(await refusalOf(declaring(zip, 1_000_000))).toBe('import.workbook-too-large');
  });

  it('is refused for the number of its entries', async () => {
    const parts = Object.fromEntries(Array.from({ length: 2_001 }, (_, at) => [`${at}`, new Uint8Array()]));
    expect(await refusalOf(zipSync(parts))).toBe('import.workbook-too-large');
  });

  it('does not believe a part that says it is smaller than it is', async () => {
    const bytes = await workbookOf(ledgerOf(...Array.from({ length: 400 }, () => ({}))));
    expect(await refusalOf(declaring(bytes, 64))).toBe('import.not-an-xlsx');
  });

  it('is refused for rows and columns that no ledger has', async () => {
    const far = (address: string) => async () => {
      const bytes = await workbookOf(ledgerOf({}));
      const row = address.replace(/\D/g, '');
      return changed(bytes, SHEET, (xml) =>
        xml.replace('</sheetData>', `<row r="${row}"><c r="${address}"><v>1</v></c></row></sheetData>`),
      );
    };
    expect(await refusalOf(await far('A900000')())).toBe('import.workbook-too-large');
    expect(await refusalOf(await far('XFD9')())).toBe('import.workbook-too-large');
  });

  const last = '</sheetData>';
  const far = 1_000_000_000;
  it.each([
    ['a row', `<row r="${far}"><c r="A${far}"><v>1</v></c></row>`, { sheet: '台账', row: far }],
    ['an empty row', `<row r="${far}"/>`, { sheet: '台账', row: far }],
    ['a row whose number stands on a line of its own', `<row\nr='${far}'><c><v>1</v></c></row>`, { row: far }],
    ['a row behind a bracket in quotes', `<row x=">" r="${far}"></row>`, { row: far }],
    ['a row behind a quote in a comment', `<!-- <c " --><row r="${far}"></row><!-- " -->`, { row: far }],
    ['a cell in a near row', `<row r="9"><c r="A${far}"><v>1</v></c></row>`, { row: far }],
    ['a row that no ledger has', '<row r="20001"><c r="A20001"><v>1</v></c></row>', { row: 20_001, limit: 20_000 }],
    ['a column', '<row r="9"><c r="IW9"><v>1</v></c></row>', { sheet: '台账', row: 9, limit: 256, actual: 257 }],
  ])('is refused within a second before anything is built, naming sheet and row: %s', async (_, xml, details) => {
    const bytes = await workbookOf(ledgerOf({}));
    const reaching = changed(bytes, SHEET, (sheet) => sheet.replace(last, () => xml + last));
    const began = performance.now();
    await expect(readLedger(reaching)).rejects.toMatchObject({ code: 'import.workbook-too-large', details });
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('is refused for a number of a row that is none', async () => {
    const bytes = await workbookOf(ledgerOf({}));
    for (const number of ['&#49;000000000', '-1', '1e9']) {
      const odd = changed(bytes, SHEET, (sheet) => sheet.replace(last, `<row r="${number}"></row>${last}`));
      await expect(readLedger(odd)).rejects.toMatchObject({ code: 'import.not-an-xlsx', details: { sheet: '台账' } });
    }
  });

  it('is read when only empty rows and cells reach far', async () => {
    const bytes = await workbookOf(ledgerOf({}));
    const empty = '<row r="900000"><c r="XFD900000" s="0"/></row><row r="1048576" ht="9"/>';
    const reaching = changed(bytes, SHEET, (sheet) => sheet.replace(last, empty + last));
    expect((await readLedger(reaching)).issues).toHaveLength(1);
  });

  it('is read when only a merge, a name or a column width spans the whole sheet', async () => {
    const bytes = await workbookOf({ ...ledgerOf({}), merges: ['A9:B9'] });
    const merged = changed(bytes, SHEET, (xml) =>
      xml
        .replace('A9:B9', 'A9:XFD1048576')
        .replace('<sheetData>', '<cols><col min="1" max="4000000000" width="9"/></cols><sheetData>'),
    );
    const named = changed(merged, 'xl/workbook.xml', (xml) =>
      xml.replace(
        '</sheets>',
        "</sheets><definedNames><definedName name='n'>台账!$A$1:$XFD$1048576</definedName></definedNames>",
      ),
    );
    expect((await readLedger(named)).issues).toHaveLength(1);
  });
});

describe('a small workbook with any of its bytes changed', () => {
  const whole = workbookOf({ ...ledgerOf({ 整改任务编号: 1 }, { 整改任务编号: 1 }), merges: ['B2:B3'] });

  it('is read or refused, and nothing else happens', async () => {
    const bytes = await whole;
    const hits = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(hits, fc.nat(bytes.length), fc.boolean(), async (changes, end, cut) => {
        const broken = bytes.slice(0, cut ? end : bytes.length);
        for (const [at, byte] of changes) broken[at] = byte;
        expect(typeof (await refusalOf(broken))).toBe('string');
      }),
      { numRuns: 200 },
    );
  });

  it('is read or refused when its inner parts are damaged in a sound zip', async () => {
    const parts = unzipSync(await whole);
    const names = Object.keys(parts).filter((name) => name.endsWith('.xml') || name.endsWith('.rels'));
    const scrap = fc.constantFrom(
      '<',
      '>',
      '"',
      '&',
      '/',
      '9',
      '-1',
      'A',
      '</c>',
      '<c r="ZZZ0">',
      '99999999999',
      ' t="s"',
      '&#0;',
    );
    const cut = fc.tuple(fc.constantFrom(...names), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(12), scrap);
    await fc.assert(
      fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 3 }), async (cuts) => {
        const broken = { ...parts };
        for (const [name, where, length, text] of cuts) {
          const xml = strFromU8(broken[name]!);
          const at = Math.floor(where * xml.length);
          broken[name] = strToU8(xml.slice(0, at) + text + xml.slice(at + length));
        }
        expect(typeof (await refusalOf(zipSync(broken)))).toBe('string');
      }),
      { numRuns: 200 },
    );
  });
});
