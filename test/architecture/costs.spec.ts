import { type RunningServer, startServer } from '../support/server.js';
import { asText, type Figure, GOALS, measure } from './costs.mjs';

describe('what a change costs', () => {
  let server: RunningServer;
  let figures: Figure[];
  beforeAll(async () => {
    server = await startServer();
    figures = measure(await server.nobody.get('/api/openapi.json'));
    console.log(asText(figures));
  });
  afterAll(() => server.stop());

  it('is measured for every goal, and each says how it is counted', () => {
    expect(figures.map(({ id }) => id)).toEqual(Object.keys(GOALS));
    expect(figures.filter(({ measured, definition }) => !Number.isInteger(measured) || definition === '')).toEqual([]);
    expect(figures.filter(({ id, measured }) => id !== 'answers' && measured < 1).map(({ id }) => id)).toEqual([]);
  });

  it('is within the goals that hold', () => {
    const broken = figures.filter(({ holds, met }) => holds && !met);
    expect(broken.map(({ what, measured, goal, names }) => ({ what, measured, goal, names }))).toEqual([]);
    expect(figures.some(({ holds }) => holds)).toBe(true);
  });
});
