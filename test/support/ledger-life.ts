import type { Client } from './client.js';
import { dayBefore, type LedgerLine, ledgerBytes, ledgerFacts } from './ledger-file.js';
import type { RunningServer } from './server.js';
import { workOn } from './world.js';

/** What the rows of a list look like. */
interface Item {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly issueIds: readonly string[];
}

export const importLedger = (office: Client, more: Record<string, string>) =>
  office.send('POST', `imports?${new URLSearchParams({ ...ledgerFacts, ...more })}`, ledgerBytes);

/** Everybody who takes part in the life of the ledger's issues, signed in, and the ids of what they work on. */
export interface Cast {
  readonly office: Client;
  readonly leaders: ReadonlyMap<string, Client>;
  readonly handlers: ReadonlyMap<string, Client>;
  /** By unit. */
  readonly heads: ReadonlyMap<string, Client>;
  readonly unitIds: ReadonlyMap<string, string>;
  readonly personIds: ReadonlyMap<string, string>;
  /** By number. */
  readonly issueIds: ReadonlyMap<string, string>;
}

const idsBy = async (reader: Client, path: string, of: (item: Item) => string): Promise<Map<string, string>> => {
  const { items } = (await reader.get(`${path}limit=500`)) as { items: Item[] };
  return new Map(items.map((item) => [of(item), item.id]));
};

const unique = (names: readonly string[]): string[] => [...new Set(names)];

type Account = (name: string, login: string, role: string) => Promise<readonly [string, Client]>;

/** A ledger does not name the heads of its units, nor where its leaders sit. */
const postHeadsAndLeaders = async ({ admin }: RunningServer, units: Map<string, string>, leaders: string[]) => {
  const group = await admin.do('units', { name: '巡察整改工作领导小组' });
  const heads = new Map<string, string>();
  for (const [unit, unitId] of units) {
    const { id } = await admin.do('people', { name: `${unit}负责人` });
    await admin.do(`people/${id}/posts`, { unitId, post: '主要负责人', from: '2023-08-01' });
    heads.set(unit, id);
  }
  for (const personId of leaders)
    await admin.do(`people/${personId}/posts`, { unitId: group.id, post: '成员', from: '2023-08-29' });
  return heads;
};

/** The administrator opens an account for everyone whom the imported ledger names, and for the missing heads. */
export const castOf = async (
  server: RunningServer,
  office: Client,
  { roundId, lines }: { readonly roundId: string; readonly lines: readonly LedgerLine[] },
): Promise<Cast> => {
  const persons = await idsBy(server.admin, 'people?', ({ name }) => name);
  const units = await idsBy(server.admin, 'units?', ({ name }) => name);
  const ofLedger = new Map(unique(lines.map(({ leadUnit }) => leadUnit)).map((unit) => [unit, units.get(unit)!]));
  const leaders = unique(lines.map(({ leader }) => leader));
  const heads = await postHeadsAndLeaders(
    server,
    ofLedger,
    leaders.map((name) => persons.get(name)!),
  );
  const account: Account = async (name, login, role) => {
    const personId = heads.get(name) ?? persons.get(name)!;
    return [name, await server.account(login, personId, role)];
  };
  const all = (names: readonly string[], login: string, role: string) =>
    Promise.all(names.map((name, at) => account(name, `${login}-${at + 1}`, role)));
  return {
    office,
    leaders: new Map(await all(leaders, 'leader', 'leader')),
    handlers: new Map(await all(unique(lines.map(({ handler }) => handler)), 'handler', 'reporter')),
    heads: new Map(await all([...ofLedger.keys()], 'head', 'unit-head')),
    unitIds: units,
    personIds: persons,
    issueIds: await idsBy(office, `issues?roundId=${roundId}&`, ({ number }) => number),
  };
};

const CLAIMED_ON = '2023-08-30';
/** The last day that the ledger speaks of. */
const AS_OF = ledgerFacts.asOf;

/** The day before the issue was closed: everything is ready then. */
const readyOn = ({ closedOn = AS_OF }: LedgerLine): string => dayBefore(closedOn);

/** Assigned where the ledger left it open; reported on and completed before the first of its issues asks to be closed. */
export const liveTask = async (cast: Cast, task: Item, lines: readonly LedgerLine[]): Promise<void> => {
  const [first] = lines as [LedgerLine];
  const done = lines.map(readyOn).sort()[0]!;
  const handler = cast.handlers.get(first.handler)!;
  if (unique(lines.map(({ leadUnit }) => leadUnit)).length > 1) {
    await cast.office.do(`tasks/${task.id}/assignment`, {
      unitId: cast.unitIds.get(first.leadUnit),
      handlerId: cast.personIds.get(first.handler),
      dueOn: AS_OF,
      effectiveOn: CLAIMED_ON,
    });
  }
  await handler.do(`tasks/${task.id}/progress`, { narrative: first.progress, percent: 90, effectiveOn: done });
  await handler.do(`tasks/${task.id}/completion`, { statement: '任务已完成', effectiveOn: done });
};

export const tasksOf = async (office: Client, roundId: string): Promise<Item[]> =>
  (await office.get(`tasks?roundId=${roundId}&limit=500`)).items;

/** 召开专题会议2次 as a figure of the day. */
const figuresIn = (progress: string, on: string) => {
  const meetings = /召开专题会议(\d+)次/u.exec(progress);
  return meetings ? [{ name: '召开专题会议', value: Number(meetings[1]), unit: '次', on }] : [];
};

/** Worked on with the figures of its line, its regulation registered. */
export const workOnLine = async (cast: Cast, line: LedgerLine, percent: number): Promise<void> => {
  const issueId = cast.issueIds.get(line.number)!;
  const [head, handler] = [cast.heads.get(line.leadUnit)!, cast.handlers.get(line.handler)!];
  const on = line.number === RETURNED ? dayBefore(readyOn(line)) : readyOn(line);
  await workOn({ head, handler }, issueId, {
    claimedOn: CLAIMED_ON,
    on,
    file: { name: `佐证${line.number}-会议纪要.txt`, text: `第${line.number}项整改会议纪要` },
    report: {
      narrative: line.progress,
      measures: ['对照问题开展自查', '完善制度并组织检查'],
      percent,
      figures: figuresIn(line.progress, on),
    },
  });
  if (line.regulation)
    await head.do(`issues/${issueId}/regulations`, { ...line.regulation, date: on, effectiveOn: on });
};

/** The number of the issue that the office sends back once. */
export const RETURNED = '1';

const sendBack = async (cast: Cast, issue: string, line: LedgerLine): Promise<void> => {
  const [head, handler] = [cast.heads.get(line.leadUnit)!, cast.handlers.get(line.handler)!];
  const requestedOn = dayBefore(readyOn(line));
  await handler.do(`${issue}/closure-request`, { statement: '申请销号', effectiveOn: requestedOn });
  await head.do(`${issue}/closure-endorsement`, { effectiveOn: requestedOn });
  await cast.office.do(`${issue}/return`, { reason: '自查清单缺少签字', effectiveOn: readyOn(line) });
  await handler.do(`${issue}/progress`, { narrative: '已补齐签字', percent: 100, effectiveOn: readyOn(line) });
};

/** The accountable leader and the next of the leading group. */
const signers = (cast: Cast, { leader }: LedgerLine): Client[] => {
  const names = [...cast.leaders.keys()];
  return [leader, names[(names.indexOf(leader) + 1) % names.length]!].map((name) => cast.leaders.get(name)!);
};

/** Requested by its owner, endorsed by unit and office, signed off by two leaders on the ledger's closing day. */
export const close = async (cast: Cast, line: LedgerLine): Promise<void> => {
  const issue = `issues/${cast.issueIds.get(line.number)!}`;
  const [head, handler] = [cast.heads.get(line.leadUnit)!, cast.handlers.get(line.handler)!];
  if (line.number === RETURNED) await sendBack(cast, issue, line);
  const effectiveOn = readyOn(line);
  await handler.do(`${issue}/closure-request`, { statement: '整改到位,申请销号', effectiveOn });
  await head.do(`${issue}/closure-endorsement`, { opinion: '情况属实', effectiveOn });
  await cast.office.do(`${issue}/closure-endorsement`, { opinion: '材料齐全', effectiveOn: line.closedOn });
  for (const leader of signers(cast, line))
    await leader.do(`${issue}/closure-approval`, { effectiveOn: line.closedOn });
};

export const placeUnderLongTerm = async (cast: Cast, line: LedgerLine, reviewOn: string): Promise<void> => {
  const issue = `issues/${cast.issueIds.get(line.number)!}`;
  for (const leader of signers(cast, line))
    await leader.do(`${issue}/long-term`, { reviewOn, reason: '须持续推进', effectiveOn: AS_OF });
};

/** Every issue of the ledger through its real life, each step on its day and by whom it belongs to. */
export const liveThrough = async (
  cast: Cast,
  { roundId, lines, reviewOn }: { roundId: string; lines: readonly LedgerLine[]; reviewOn: string },
): Promise<void> => {
  for (const task of await tasksOf(cast.office, roundId)) {
    await liveTask(
      cast,
      task,
      lines.filter((line) => line.task === task.number),
    );
  }
  for (const line of lines) {
    await workOnLine(cast, line, line.closedOn ? 100 : 60);
    if (line.closedOn) await close(cast, line);
    else await placeUnderLongTerm(cast, line, reviewOn);
  }
};
