import { decodeReport } from './encoding.js';

/** 巡察整改 in GB 18030. */
const gb18030 = Uint8Array.of(0xd1, 0xb2, 0xb2, 0xec, 0xd5, 0xfb, 0xb8, 0xc4);
const utf8 = new TextEncoder().encode('巡察整改');

describe('the bytes of a report', () => {
  it('are read as UTF-8 with and without its mark, which is no part of the text', () => {
    expect(decodeReport(utf8)).toEqual({ text: '巡察整改', encoding: 'utf-8' });
    expect(decodeReport(Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8))).toEqual({ text: '巡察整改', encoding: 'utf-8' });
  });

  it('are read as GB 18030 where they are no UTF-8', () => {
    expect(decodeReport(gb18030)).toEqual({ text: '巡察整改', encoding: 'gb18030' });
  });

  it('are read as UTF-16 where they bear its mark', () => {
    expect(decodeReport(Uint8Array.of(0xff, 0xfe, 0x74, 0x65))).toEqual({ text: '整', encoding: 'utf-16le' });
    expect(decodeReport(Uint8Array.of(0xfe, 0xff, 0x65, 0x74))).toEqual({ text: '整', encoding: 'utf-16be' });
  });

  it('are no text when they hold NUL or fit no encoding', () => {
    expect(decodeReport(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0))).toBeUndefined();
    expect(decodeReport(Uint8Array.of(0xff, 0xff, 0xff, 0xff))).toBeUndefined();
  });

  it('are an empty text when there are none', () => {
    expect(decodeReport(new Uint8Array())).toEqual({ text: '', encoding: 'utf-8' });
  });
});
