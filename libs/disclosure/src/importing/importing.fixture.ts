import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { type Actor, endOfDay, Engine, SetClock } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { audit } from '#audit';
import type { ProblemTexts } from '#contracts';
import { identity } from '#identity';
import { openReadStore } from '#read-store';
import { rectification, roundStatistics } from '#rectification';
import { ImportService } from './import-service.js';

/** A ledger comes without evidence. */
const noFiles: Parameters<typeof rectification>[0] = {
  describe: async () => undefined,
  isBy: async () => false,
  hold: async () => undefined,
  release: async () => undefined,
};

export const clerk: Actor = {
  id: 'account-clerk',
  personId: 'person-clerk',
  name: '周敏',
  roles: ['office'],
  client: 'spec',
};

export const roundFacts = {
  organisation: '示范区党工委',
  team: '市委第七巡察组',
  inspectedFrom: '2023-04-12',
  inspectedTo: '2023-06-13',
  deliveredOn: '2023-08-29',
} as const;

export const carriedOver = {
  ...roundFacts,
  history: 'carried-over',
  asOf: '2023-11-30',
  reviewOn: '2024-12-31',
} as const;

/** Of the kernel, which the whole program has texts of. */
const texts: ProblemTexts = { 'effective.ahead-of-now': { kind: 'refused', zh: '晚于今天', en: 'After today' } };

const inputs = '../shared';

export const seed = () => {
  const name = '000_6fa1594c0914af3d.txt';
  return { name, bytes: new Uint8Array(readFileSync(join(inputs, 'seeds', name))) };
};

export const ledger42 = () => {
  const name = 'ledger-42.xlsx';
  return { name, bytes: new Uint8Array(readFileSync(join(inputs, 'data', name))) };
};

/** The real ledger with some cells written anew. */
export const ledger42With = async (cells: Readonly<Record<string, ExcelJS.CellValue>>) => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(join(inputs, 'data', 'ledger-42.xlsx'));
  for (const [address, value] of Object.entries(cells)) workbook.worksheets[0]!.getCell(address).value = value;
  return { name: 'changed.xlsx', bytes: new Uint8Array(await workbook.xlsx.writeBuffer()) };
};

/** Closing days of the real ledger as its cells hold them, read without the ledger reader. */
export const closingDays = async (): Promise<string[]> => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(join(inputs, 'data', 'ledger-42.xlsx'));
  const days: string[] = [];
  workbook.worksheets[0]!.getColumn('S').eachCell(({ value }) => {
    if (value instanceof Date) days.push(value.toISOString().slice(0, 10));
  });
  return days;
};

export interface Running {
  readonly engine: Engine;
  readonly clock: SetClock;
  readonly imports: ImportService;
  readonly close: () => Promise<void>;
}

/** The real engine over stores in memory, on the fifth of January 2024. */
export const running = async (): Promise<Running> => {
  const clock = new SetClock('2024-01-05T02:00:00.000Z');
  const store = await openEventStore('memory:', { clock });
  const readStore = await openReadStore('sqlite::memory:');
  const engine = new Engine({
    store,
    readStore,
    clock,
    contexts: [identity, rectification(noFiles), audit],
    digest: (text) => createHash('sha256').update(text).digest('hex'),
  });
  await engine.start();
  const close = async () => {
    await engine.stop();
    await readStore.close();
    await store.close();
  };
  return { engine, clock, imports: new ImportService(engine, undefined, texts), close };
};

export const everyEvent = ({ engine }: Running) => engine.events('0', 10_000);

export const figuresOn = async ({ engine }: Running, roundId: string, day: string) => {
  const { issues, completed, closedRate, longTermRate, byStatus, regulations, tasks } = (await roundStatistics(
    engine.reader,
    { roundId, asOf: endOfDay(day) },
  ))!;
  return {
    issues,
    closed: completed,
    closedRate: closedRate.percent,
    longTerm: byStatus['long-term'],
    longTermRate: longTermRate.percent,
    regulations,
    tasks,
  };
};
