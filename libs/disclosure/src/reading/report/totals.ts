import type { Line } from './lines.js';
import { numeral } from './numbering.js';
import type { StatedCounts, StatedState } from './reading.js';

export interface Totals {
  readonly stated: StatedCounts;
  readonly statedAt: ReadonlyMap<keyof StatedCounts, number>;
  readonly otherStates: readonly StatedState[];
}

const count = String.raw`(\d{1,9}|[一二两三四五六七八九十百]{1,6})`;
const each = '(?:个|项|条|件|类)';
const percent = String.raw`(\d{1,3}(?:\.\d{1,4})?) ?%`;
const longTerm = '(?:需?要?长期(?:整改|坚持|推进)|持续整改|转入长期整改)';

const patterns: readonly (readonly [keyof StatedCounts, readonly string[]])[] = [
  [
    'findings',
    [
      `反馈(?:意见)?(?:的)?问题(?:共|共计|清单)?${count}${each}`,
      `反馈(?:[^。;]{0,24}?)${count}${each}?(?:方面)?(?:的)?(?:主要|突出|具体|重点)?(?:问题|意见)`,
    ],
  ],
  ['areas', [`${count}(?:个|大|个大|项)(?:主要)?方面`]],
  ['headings', [`${count}(?:个|项)?大(?:项|类|问题)`]],
  ['tasks', [`${count}${each}(?:具体|整改|重点)*任务`]],
  [
    'issues',
    [
      `${count}${each}(?:整改)?(?:具体|子|细化|细分)问题`,
      `(?:细化|分解|梳理|归纳)[^。;]{0,40}?${count}${each}(?:突出|整改|主要)?问题`,
      `(?:共计?|总计|合计)(?:有|涉及|梳理)?${count}${each}(?:突出|整改|主要|反馈)?问题`,
    ],
  ],
  [
    'closed',
    [
      `(?<!基本|未|未整改|部分|阶段性)(?:整改)?完成(?:整改|销号|问题整改)*(?:的)?(?:问题)?(?:有|共|计)?[:为]?${count}${each}`,
      `(?:已|已经)(?:整改)?(?:销号|办结|整改到位|整改)(?:的)?(?:问题)?(?:有|共|计)?${count}${each}`,
      `${count}${each}(?:具体)?(?:问题)?(?:已经?|均已|全部|已全部)(?:整改)?(?:完成|到位|销号|办结|整改)`,
      `${count}${each}(?:具体)?(?:问题)?(?:整改)?完成(?:整改|销号)?`,
    ],
  ],
  ['closedRate', [`(?:完成|销号|办结|整改)率(?:已)?(?:为|达到?|是|:)?${percent}`]],
  [
    'longTerm',
    [
      `${longTerm}(?:的)?(?:问题|事项)?(?:有|共)?[:为]?${count}${each}`,
      `${count}${each}(?:具体)?(?:问题|事项)?(?:需要?|已?转入|列入|纳入)?${longTerm}`,
    ],
  ],
  ['longTermRate', [`${longTerm}[^。;]{0,16}?(?:占比?|比例)(?:[^\\d。;,]{0,8})${percent}`]],
  [
    'regulations',
    [
      `(?:制定|修订|出台|建立|完善|健全|新建)[^。;,]{0,16}?(?:文件|制度|规定|办法|机制)(?:共|共计)?${count}余?(?:项|个|件|部|份|条)`,
      `(?:制定|修订|出台|建立|完善|健全|新建)[^。;,]{0,12}?${count}余?(?:项|个|件|部|份|条)[^。;,]{0,8}(?:文件|制度|规定|办法|机制)`,
    ],
  ],
];

const rules = patterns.map(([fact, sources]) => [fact, sources.map((source) => new RegExp(source))] as const);

const states = '(基本完成|阶段性完成|部分完成|正在整改|整改中|正在推进|推进中|申请延期|延期整改|尚未完成|未完成)';
const stateFirst = new RegExp(
  `${states}(?:整改)?(?:的)?(?:问题)?(?:有|共)?[:为]?${count}${each}(?:[^。;,]{0,4},?(?:占比?)(?:[^\\d。;,]{0,8})${percent})?`,
  'g',
);
const stateLast = new RegExp(
  `${count}${each}(?:具体)?(?:问题)?(?:已)?${states}(?:[^。;,\\d]{0,4},?(?:占比?)(?:[^\\d。;,]{0,8})${percent})?`,
  'g',
);

const firstIn = (key: string, sources: readonly RegExp[]): number | undefined => {
  for (const source of sources) {
    const written = source.exec(key)?.[1];
    if (written !== undefined) return numeral(written);
  }
  return undefined;
};

const statesIn = (line: Line): StatedState[] => {
  const found = new Map<string, StatedState>();
  const keep = (state: string, written: string, rate: string | undefined): void => {
    if (found.has(state)) return;
    found.set(state, {
      state,
      count: numeral(written),
      rate: rate === undefined ? null : Number(rate),
      line: line.number,
    });
  };
  for (const match of line.key.matchAll(stateFirst)) keep(match[1]!, match[2]!, match[3]);
  for (const match of line.key.matchAll(stateLast)) keep(match[2]!, match[1]!, match[3]);
  return [...found.values()];
};

const nothingStated: StatedCounts = {
  findings: null,
  areas: null,
  headings: null,
  tasks: null,
  issues: null,
  closed: null,
  closedRate: null,
  longTerm: null,
  longTermRate: null,
  regulations: null,
};

/** Counts that the text itself asserts, the first statement of each; what it does not state stays null. */
export const totalsIn = (lines: readonly Line[]): Totals => {
  const stated = { ...nothingStated } as Record<keyof StatedCounts, number | null>;
  const statedAt = new Map<keyof StatedCounts, number>();
  for (const line of lines) {
    for (const [fact, sources] of rules) {
      const value = statedAt.has(fact) ? undefined : firstIn(line.key, sources);
      if (value === undefined) continue;
      stated[fact] = value;
      statedAt.set(fact, line.number);
    }
  }
  const states = new Map(lines.flatMap(statesIn).map((state) => [state.state, state]));
  return { stated, statedAt, otherStates: [...states.values()] };
};
