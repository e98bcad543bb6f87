import { codingFor } from './compression.js';

describe('the coding of an answer', () => {
  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['*', 'br'],
    ['br;q=0.2, gzip;q=0.8', 'gzip'],
    ['br;q=0, *', 'gzip'],
    ['gzip;q=0, br ; q=0.001', 'br'],
  ])('for a client that takes "%s" is %s', (header, coding) => {
    expect(codingFor(header)?.name).toBe(coding);
  });

  it.each([[undefined], [''], ['identity'], ['deflate, zstd'], ['br;q=0, gzip;q=0'], ['gzip;q=none']])(
    'for a client that takes %p is none',
    (header) => {
      expect(codingFor(header)).toBeUndefined();
    },
  );
});
