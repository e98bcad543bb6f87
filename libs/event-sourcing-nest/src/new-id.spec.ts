import { newId } from './new-id.js';

describe('a new id', () => {
  it('is a UUID of version 7, like no other', () => {
    const ids = Array.from({ length: 5_000 }, newId);
    for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(new Set(ids).size).toBe(5_000);
  });

  it('comes behind those of earlier milliseconds', () => {
    const msOf = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16);
    const before = Date.now();
    const id = newId();
    expect(msOf(id)).toBeGreaterThanOrEqual(before);
    expect(msOf(id)).toBeLessThanOrEqual(Date.now());
  });
});
