// Programs measured in processes of their own, which tell one line of JSON.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LIMIT_MS = 600_000;

/** Node's options as the start script gives them. */
export const asStarted = () => JSON.parse(readFileSync('package.json', 'utf8')).scripts.start.match(/--max-\S+/g);

export const told = async (order, { options = [], env = {} } = {}) => {
  const settings = { env: { ...process.env, ...env }, timeout: LIMIT_MS };
  const { stdout } = await run(process.execPath, [...options, ...order.map(String)], settings);
  return JSON.parse(stdout.trim().split('\n').at(-1));
};
