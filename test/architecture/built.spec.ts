import { globSync } from 'node:fs';

const built = globSync('dist/**/*.js');

describe('the built program', () => {
  it('is there', () => {
    expect(built).toContain('dist/apps/cli/src/main.js');
  });

  it('holds nothing that only tests use', () => {
    const forTests = /\.(spec|fixture)\.js$|\/(testing|test)\/|\/domain\/examples\.js$/;
    expect(built.filter((file) => forTests.test(file))).toEqual([]);
  });
});
