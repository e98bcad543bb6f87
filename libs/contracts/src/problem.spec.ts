import { problemStatus } from './problem.js';

describe('the status of a problem', () => {
  it('is an error of HTTP, its own for each kind', () => {
    const statuses = Object.values(problemStatus);
    expect(new Set(statuses).size).toBe(statuses.length);
    for (const status of statuses) expect(status).toBeGreaterThanOrEqual(400);
  });

  it('blames the server only for what is the server’s', () => {
    const blamed = Object.entries(problemStatus).filter(([, status]) => status >= 500);
    expect(blamed.map(([kind]) => kind).sort()).toEqual(['failed', 'unavailable']);
  });
});
