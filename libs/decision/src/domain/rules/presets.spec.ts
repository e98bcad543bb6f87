import { partyGroup, signOffs, simpleMajority } from './presets.js';

const textsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : value !== null && typeof value === 'object'
      ? Object.values(value).flatMap((one) => textsOf(one))
      : [];

describe('the Chinese texts of the presets', () => {
  it.each([partyGroup, simpleMajority, signOffs(2)])('are printed with full-width signs only: $key', (preset) => {
    const chinese = textsOf(preset).filter((text) => /\p{Script=Han}/u.test(text));
    expect(chinese.length).toBeGreaterThan(1);
    for (const text of chinese) expect(text).not.toMatch(/[(),:;]/);
  });

  it('came with a new version, so that decisions taken before tell what they were taken under', () => {
    expect([partyGroup, simpleMajority, signOffs(2)].map(({ version }) => version)).toEqual([3, 3, 2]);
  });
});
