// The command "load, decide, append" beside other event stores, each in a process of its own, on the same disk.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../support/postgres.ts';
import { told } from './subprocess.mjs';
import { median } from './measure.mjs';

const HERE = import.meta.dirname;
const FOLDER = join(HERE, 'peers');
const WIDTHS = [1, 8, 64];
const TRIES = 3;
const OURS = join(HERE, 'rectify.process.mjs');

const PEERS = [
  { name: 'Emmett-SQLite', program: 'emmett.mjs', store: 'sqlite', wanted: 60 },
  // More in flight share one transaction there, so that a command is acknowledged before it is committed.
  { name: 'Emmett-SQLite, one connection kept open', program: 'emmett.mjs', store: 'sqlite-kept', widths: [1] },
  { name: 'Act-SQLite', program: 'act.mjs', store: 'sqlite', wanted: 12 },
  { name: 'Emmett-PostgreSQL', program: 'emmett.mjs', store: 'postgres', wanted: 8 },
  { name: 'Act-PostgreSQL', program: 'act.mjs', store: 'postgres', wanted: 8 },
];

const installed = () => {
  const marker = join(FOLDER, 'node_modules', '.package-lock.json');
  return existsSync(marker) && statSync(marker).mtimeMs >= statSync(join(FOLDER, 'package.json')).mtimeMs;
};

const install = () => {
  if (installed()) return;
  console.error('installing the peers, once ...');
  const options = ['--legacy-peer-deps', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', ['install', ...options], { cwd: FOLDER, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('the peers could not be installed');
};

/** A program that breaks down has failed too. */
const outcomeOf = (program, order) =>
  told([program, ...order], { env: { NODE_ENV: 'production', LOG_LEVEL: 'error' } }).catch((error) => ({
    failure: String(error.message).trim().split('\n').at(-1).slice(0, 160),
    taken: 0,
    lostRaces: 0,
  }));

/** Every run on an empty file or database. */
const measured = async (at, { program, store }, { width, seconds }) => {
  if (store === 'postgres') return outcomeOf(program, [store, await at.server.database(), width, seconds]);
  const folder = mkdtempSync(join(at.folder, 'run-'));
  const result = await outcomeOf(program, [store, folder, width, seconds]);
  rmSync(folder, { recursive: true, force: true });
  return result;
};

/** A failure may be bad luck: a width works when one try of three does. */
const tried = async (at, peer, order) => {
  let result;
  for (let left = TRIES; left > 0; left--) {
    result = await measured(at, peer, order);
    if (!result.failure) break;
  }
  return result;
};

const bestWidth = async (at, peer, seconds) => {
  const tries = [];
  for (const width of peer.widths ?? WIDTHS) tries.push({ width, ...(await tried(at, peer, { width, seconds })) });
  const working = tries.filter(({ failure }) => !failure).sort((a, b) => b.rate - a.rate);
  return { peer, tries, best: working[0]?.rate, width: working[0]?.width, rates: [], failures: [] };
};

const round = async (at, chosen, seconds) => {
  for (const one of chosen) {
    console.error(`  ${one.peer.name}, ${one.width} in flight`);
    const { rate, failure } = await tried(at, one.peer, { width: one.width, seconds });
    if (failure) one.failures.push(failure);
    else one.rates.push(rate);
  }
};

const noteOf = ({ peer, tries, failures }) => {
  const each = tries.map(({ width, rate, failure, taken, lostRaces }) => {
    const lost = lostRaces > 0 ? `, ${lostRaces} races lost` : '';
    return failure
      ? `${width} in flight failed after ${taken} commands (${failure}${lost})`
      : `${width}: ${Math.round(rate)}/s${lost}`;
  });
  const again = failures.length > 0 ? ` Of the measured rounds ${failures.length} failed (${failures[0]}).` : '';
  return `${peer.name}: ${each.join('; ')}.${again}`;
};

const ourPrograms = () =>
  ['sqlite', 'postgres'].map((store) => ({
    peer: { name: `Rectify, ${store}`, program: OURS, store },
    width: 64,
    rates: [],
    failures: [],
  }));

/** Commands per second of ours at 64 in flight, beside each peer at the width at which it does most. */
export const benchPeers = async ({ rounds = 3, seconds = 4 } = {}) => {
  install();
  const at = { folder: mkdtempSync(join(tmpdir(), 'rectify-peers-')), server: await startPostgres(tmpdir()) };
  try {
    const chosen = [];
    for (const peer of PEERS) {
      console.error(`  trying ${peer.name} at ${peer.widths ?? WIDTHS} in flight`);
      chosen.push(await bestWidth(at, { ...peer, program: join(FOLDER, peer.program) }, seconds / 2));
    }
    const ours = ourPrograms();
    for (let i = 0; i < rounds; i++) await round(at, [...chosen.filter(({ width }) => width), ...ours], seconds);
    return chosen.map((one) =>
      row(
        one,
        ours.find(({ peer }) => one.peer.store.startsWith(peer.store)),
      ),
    );
  } finally {
    await at.server.stop();
    rmSync(at.folder, { recursive: true, force: true });
  }
};

const row = (one, ours) => {
  const { peer, width, rates, best } = one;
  const engine = ours.peer.store === 'sqlite' ? 'SQLite' : 'PostgreSQL';
  if (ours.rates.length === 0) throw new Error(noteOf({ ...ours, tries: [] }));
  const [value, beside] = [median(ours.rates), rates.length > 0 ? median(rates) : best];
  return {
    name: `command, ${engine}, 64 in flight`,
    unit: 'commands/s',
    value,
    beside,
    besideWhat: `${peer.name}, ${width ? `${width} in flight` : 'which failed at every width'}`,
    ratio: beside && value / beside,
    wanted: peer.wanted && { ratio: peer.wanted },
    notes: [noteOf(one)],
  };
};
