import { createHash } from 'node:crypto';
import type { Client } from './client.js';
import type { RunningServer } from './server.js';

/** A small organisation: one office, one unit, three leaders of the leading group, an inspector. The third is responsible. */
export interface World {
  readonly office: Client;
  readonly head: Client;
  readonly reporter: Client;
  readonly leader: Client;
  readonly secondLeader: Client;
  /** Leads the issues, and decides on none of them. */
  readonly responsible: Client;
  readonly inspector: Client;
  readonly unitId: string;
  readonly persons: Readonly<
    Record<'office' | 'head' | 'reporter' | 'leader' | 'secondLeader' | 'inspector' | 'responsible', string>
  >;
}

const people = {
  office: ['周敏', '巡察整改办公室', '副主任'],
  head: ['王强', '经济发展部', '部长'],
  reporter: ['李娜', '经济发展部', '科员'],
  leader: ['赵建国', '领导小组', '组长'],
  secondLeader: ['孙丽华', '领导小组', '副组长'],
  inspector: ['郑刚', '纪检监察组', '组长'],
} as const;

const roles: Record<keyof typeof people, string> = {
  office: 'office',
  head: 'unit-head',
  reporter: 'reporter',
  leader: 'leader',
  secondLeader: 'leader',
  inspector: 'inspector',
};

export const makeWorld = async ({ admin, account }: RunningServer): Promise<World> => {
  const units = new Map<string, string>();
  const persons: Record<string, string> = {};
  const clients: Record<string, Client> = {};
  for (const [who, [name, unit, post]] of Object.entries(people)) {
    if (!units.has(unit)) units.set(unit, (await admin.do('units', { name: unit })).id);
    const { id } = await admin.do('people', { name });
    persons[who] = id;
    await admin.do(`people/${id}/posts`, { unitId: units.get(unit), post, from: '2020-01-01' });
    clients[who] = await account(who.toLowerCase(), id, roles[who as keyof typeof people]);
  }
  const { id: responsible } = await admin.do('people', { name: '何正清' });
  await admin.do(`people/${responsible}/posts`, { unitId: units.get('领导小组'), post: '成员', from: '2020-01-01' });
  clients['responsible'] = await account('responsible', responsible, 'leader');
  persons['responsible'] = responsible;
  return { ...clients, unitId: units.get('经济发展部')!, persons } as unknown as World;
};

export const roundBody = {
  title: '第三轮巡察',
  organisation: '示范区党工委',
  team: '市委第七巡察组',
  inspectedFrom: '2023-04-12',
  inspectedTo: '2023-06-13',
  deliveredOn: '2023-08-29',
  effectiveOn: '2023-08-29',
  reason: '按反馈日期补录',
};

export const issueBody = (number: string) => ({
  number,
  area: '落实上级决策部署方面',
  heading: '学习不够深入',
  text: `第${number}项问题:集中学习次数不足,研讨记录不全。`,
  class: 'phased',
  criteria: ['全年集中学习不少于12次'],
  effectiveOn: '2023-08-29',
  reason: '按反馈日期补录',
});

export const report = (narrative: string) => ({
  narrative,
  measures: ['修订学习计划', '每月集中学习'],
  percent: 100,
  figures: [{ name: '集中学习', value: 13, unit: '次', on: '2023-10-31' }],
});

export const evidenceBytes = (text: string): { bytes: Uint8Array; sha256: string } => {
  const bytes = new TextEncoder().encode(text);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
};

interface Work {
  readonly claimedOn: string;
  readonly on: string;
  readonly file: { readonly name: string; readonly text: string };
  readonly report: object;
}

/** Claimed by its unit; evidence of its criterion attached and reported with by its handler. */
export const workOn = async (
  { head, handler }: { readonly head: Client; readonly handler: Client },
  issueId: string,
  { claimedOn, on, file: { name, text }, report }: Work,
): Promise<void> => {
  const { bytes, sha256 } = evidenceBytes(text);
  await head.do(`issues/${issueId}/claim`, { effectiveOn: claimedOn });
  await handler.send('POST', `evidence?name=${encodeURIComponent(name)}`, bytes);
  await handler.do(`issues/${issueId}/evidence`, { sha256, name, datedOn: on, criteria: [1], effectiveOn: on });
  await handler.do(`issues/${issueId}/progress`, { ...report, evidence: [sha256], effectiveOn: on });
};

/** From delivery to the closure request, each step by whom it belongs to. */
export const bringToRequest = async (world: World, issueId: string, on = '2023-10-31'): Promise<void> => {
  const { office, head, reporter, unitId, persons } = world;
  await office.do(`issues/${issueId}/assignment`, {
    leaderId: persons.responsible,
    leadUnitId: unitId,
    handlerId: persons.reporter,
    dueOn: '2023-11-30',
    effectiveOn: '2023-09-05',
  });
  await workOn({ head, handler: reporter }, issueId, {
    claimedOn: '2023-09-06',
    on: '2023-10-30',
    file: { name: '签到表.txt', text: `学习签到表 ${issueId}` },
    report: report('一是修订学习计划。二是每月集中学习,已开展13次。'),
  });
  await reporter.do(`issues/${issueId}/closure-request`, { statement: '整改到位,申请销号', effectiveOn: on });
};
