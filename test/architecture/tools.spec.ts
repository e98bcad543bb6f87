import { spawnSync } from 'node:child_process';

const run = (tool: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`node_modules/${tool}`, ...args], {
    encoding: 'utf8',
  });
  return { status, said: `${stdout}${stderr}`.slice(-4_000) };
};

describe('the code', () => {
  it('is formatted', () => {
    expect(run('prettier/bin/prettier.cjs', '--check', '.')).toMatchObject({ status: 0 });
  });

  it('has no lint, and no file or function above the limits', () => {
    expect(run('oxlint/bin/oxlint', '--deny-warnings')).toMatchObject({ status: 0 });
  });

  it('leaves no promise unattended', () => {
    const only = ['-A', 'all', '-D', 'typescript/no-floating-promises'];
    expect(run('oxlint/bin/oxlint', '--type-aware', '--deny-warnings', ...only)).toMatchObject({ status: 0 });
  });

  it('has no type error', () => {
    expect(run('typescript/bin/tsc', '--noEmit')).toMatchObject({ status: 0 });
  });
});
