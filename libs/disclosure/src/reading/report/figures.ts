import { withoutDates } from './dates.js';
import { halfWidth, withoutTitles } from './lines.js';
import type { Figure } from './reading.js';

const units = [
  '个百分点 平方公里 平方米 立方米 公里 小时 工作日 美元 万元 亿元 元',
  '万人次 人次 家次 户次 批次 场次 车次 件次 项次 点次 次',
  '项 个 条 家 期 件 份 名 人 户 篇 册 场 轮 处 起 套 亩 吨',
  '天 台 辆 支 批 类 部 宗 笔 栋 间 门 所 位 片 块 米 倍 组',
  '本 张 幅 站 座 棵 株 盏 堂 节 课时 种 点 % ‰',
]
  .join(' ')
  .replaceAll(' ', '|');

const pattern = new RegExp(
  String.raw`(?<![\d.第A-Za-z])(\d{1,3}(?:,\d{3})+(?!\d)|\d{1,12}(?:\.\d{1,6})?)(?![\d.]) ?[余多]? ?((?:[万亿] ?)?(?:${units}))`,
  'g',
);

const boundary = /[。;,:!?\n]/;
const reach = 60;

const clauseAround = (key: string, start: number, end: number): readonly [number, number] => {
  let from = start;
  while (from > 0 && start - from < reach && !boundary.test(key[from - 1]!)) from -= 1;
  let to = end;
  while (to < key.length && to - end < reach && !boundary.test(key[to]!)) to += 1;
  return [from, to];
};

export interface PlacedFigure extends Figure {
  /** Offset of the number in the text that was read. */
  readonly index: number;
}

/** Counts, shares and sums of a text; never its dates, ordinals (第3次) or what stands in book-title marks. */
export const figuresIn = (text: string, line: number): PlacedFigure[] => {
  const key = halfWidth(text);
  const figures: PlacedFigure[] = [];
  for (const match of withoutTitles(withoutDates(key)).matchAll(pattern)) {
    const [from, to] = clauseAround(key, match.index, match.index + match[0].length);
    const value = Number(match[1]!.replace(/,/g, ''));
    figures.push({
      text: text.slice(from, to).trim(),
      value,
      unit: match[2]!.replace(/ /g, ''),
      line,
      index: match.index,
    });
  }
  return figures;
};
