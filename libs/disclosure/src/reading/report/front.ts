import type { LineKind } from './reading.js';

const title = /^[(]?截至[^。]{6,20}$|关于.{0,60}(?:巡[察视]|整改)|(?:通报|公告|公示|情况报告)$|^中共.{2,40}$/;
const totals =
  /(?:细化|分解|梳理|归纳|归并)[^。]{0,40}[\d一二三四五六七八九十](?:个|项|条|大|类)|(?:完成|销号|办结|整改)率|截[至止][^。]{0,60}(?:完成|销号|整改)/;
const lead =
  /巡[察视]组(?:对|于|向|进驻)|对[^。]{2,40}(?:进行|开展)[^。]{0,16}巡[察视]|反馈了|予以公[布开]|现将|党务公开/;
const organisation = /整改|巡[察视]|反馈|领导小组|党(?:委|组|工委|支部)|主体责任|问题/;

const isHeaderScrap = (key: string): boolean => key.length <= 24 && !/[。;,]/.test(key);

export const statesTotals = (key: string): boolean => totals.test(key);

const isTitle = (key: string): boolean => key.length <= 80 && !key.includes('。') && title.test(key);

/** What a line before the first area or issue is; `leadSeen`: a lead paragraph has gone before. */
export const frontKind = (key: string, leadSeen: boolean): LineKind => {
  if (statesTotals(key)) return 'totals';
  if (isTitle(key)) return 'title';
  if (lead.test(key)) return 'lead';
  if (!leadSeen && isHeaderScrap(key)) return 'noise';
  return organisation.test(key) ? 'organisation' : 'not-understood';
};
