import { Readable } from 'node:stream';
import { dateOf, type Engine } from '#event-sourcing';
import type { Passwords } from '#identity';
import { round, type Uploads } from '#rectification';
import { DemoDirectory } from './demo-directory.js';
import { type DemoHistory, demoHistory } from './demo-history.js';
import { commandOf, type Step } from './demo-steps.js';
import { LiveDays } from './live/live-days.js';
import { liveHistory } from './live/live-history.js';
import { people, roleNames, units } from './tables/people.js';

/** Known to everyone who reads this: for demonstration only. */
const DEMO_PASSWORD = 'Shifan-2023-Zhenggai';

export interface DemoAccount {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  /** In Chinese, as is the unit. */
  readonly role: string;
  readonly unit: string;
}

export type DemoAccounts = readonly DemoAccount[];

export type OnProgress = (done: number, total: number) => void;

const accounts = (): DemoAccounts =>
  people.map(({ login, name, role, unit }) => ({
    login,
    password: DEMO_PASSWORD,
    name,
    role: roleNames[role],
    unit: units.find(({ key }) => key === unit)!.name,
  }));

const inTurn = async (steps: readonly Step[], take: (step: Step) => Promise<void>): Promise<void> => {
  for (const step of steps) await take(step);
};

const sideBySide = async (steps: readonly Step[], take: (step: Step) => Promise<void>): Promise<void> => {
  const byTarget = Map.groupBy(steps, ({ fields }) => fields.id);
  await Promise.all([...byTarget.values()].map((ofOne) => inTurn(ofOne, take)));
};

/** Day by day, so that the log tells the round in the order in which it went. */
const relive = async (history: DemoHistory, take: (step: Step) => Promise<void>): Promise<void> => {
  const { register, tasks, issues } = history;
  const days = new Set([...register, ...tasks, ...issues].map(({ on }) => on));
  for (const day of [...days].sort()) {
    const ofDay = ({ on }: Step): boolean => on === day;
    await inTurn(register.filter(ofDay), take);
    await sideBySide(tasks.filter(ofDay), take);
    await sideBySide(issues.filter(ofDay), take);
  }
};

const taking =
  (engine: Engine, uploads: Uploads, tick: () => void) =>
  async (step: Step): Promise<void> => {
    const { file } = step;
    if (file) await uploads.receive(step.fields.actor!.personId, file.name, Readable.from([file.bytes]));
    await engine.execute(commandOf(step, engine.clock.now()));
    tick();
  };

/** A load that was cut short goes on with the days that it began with. */
const liveDaysOf = async (engine: Engine, { liveRoundId }: DemoDirectory): Promise<LiveDays> => {
  const { state } = await engine.lookup.state(round, liveRoundId);
  return state.opened ? LiveDays.ofDelivery(state.opened.deliveredOn) : new LiveDays(dateOf(engine.clock.now()));
};

const sizeOf = ({ register, tasks, issues }: DemoHistory): number => register.length + tasks.length + issues.length;

/**
 * Loads the demonstration rounds, one finished and one in work, and says who may sign in. Passwords come last: an account that has one means that all
 * the rest was loaded, and a load that was cut short is taken up at the next call.
 */
export const loadDemo = async (
  engine: Engine,
  passwords: Passwords,
  uploads: Uploads,
  onProgress: OnProgress = () => undefined,
): Promise<DemoAccounts> => {
  const directory = new DemoDirectory(engine);
  const accountIds = people.map(({ login }) => directory.accountId(login));
  if (await passwords.isSet(accountIds.at(-1)!)) return accounts();
  const history = demoHistory(directory);
  const live = liveHistory(directory, await liveDaysOf(engine, directory));
  const total = sizeOf(history) + sizeOf(live) + accountIds.length;
  let done = 0;
  const tick = (): void => onProgress((done += 1), total);
  await relive(history, taking(engine, uploads, tick));
  await relive(live, taking(engine, uploads, tick));
  for (const id of accountIds) {
    if (!(await passwords.isSet(id))) await passwords.set(id, DEMO_PASSWORD, false);
    tick();
  }
  return accounts();
};
