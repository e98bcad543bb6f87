// What a change must pass before it is offered, side by side: one line for each step with its time.
import { spawn } from 'node:child_process';

const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

const steps = {
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '.'],
  lint: ['node_modules/oxlint/bin/oxlint', '--deny-warnings'],
  types: ['node_modules/typescript/bin/tsc', '--noEmit'],
  boundaries: [...jest, '--selectProjects', 'architecture', '--testPathPatterns', 'boundaries'],
  unit: [...jest, '--selectProjects', 'unit', '--maxWorkers=2'],
};

const run = (name) =>
  new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(process.execPath, steps[name], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1_000).toFixed(1);
      console.log(`${name.padEnd(10)} ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
      if (code !== 0) console.log(said);
      resolve(code === 0);
    });
  });

const started = performance.now();
const inTurn = async (names) => {
  const passed = [];
  for (const name of names) passed.push(await run(name));
  return passed.every(Boolean);
};
// Two at a time: the unit tests beside everything else.
const passed = await Promise.all([inTurn(['unit']), inTurn(['types', 'format', 'lint', 'boundaries'])]);
console.log(`in ${((performance.now() - started) / 1_000).toFixed(1)} s`);
process.exit(passed.every(Boolean) ? 0 : 1);
