import { evidenceOf } from './evidence-named.js';

const file = (sha256: string) => ({ sha256, name: '签到表.txt', mediaType: 'text/plain', size: 12 });

describe('evidence that an event names', () => {
  it('is the file that was attached, or each of those that were handed in with a plan', () => {
    expect(evidenceOf({ data: { ...file('a'), datedOn: '2023-10-30', criteria: [1] } })).toEqual(['a']);
    expect(evidenceOf({ data: { edition: 1, files: [file('a'), file('b')] } })).toEqual(['a', 'b']);
  });

  it('is none where a hash is that of something else', () => {
    expect(evidenceOf({ data: { text: '通报', sha256: 'a', supersedes: 'b' } })).toEqual([]);
    expect(evidenceOf({ data: { files: '三份' } })).toEqual([]);
  });
});
