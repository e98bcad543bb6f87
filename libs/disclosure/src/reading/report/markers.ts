const siteWords = new RegExp(
  [
    '^(?:发布|发表|更新|上传|成文|公开)(?:时间|日期)',
    '^(?:信息|文章|稿件)?(?:来源|作者|编辑|责编|责任编辑|审核|供稿)[:|]',
    '^(?:索引号|信息索引号|发布机构|公开方式|主题分类|文号|浏览|点击|阅读|访问)(?:次数|量|数|率)?[:|]',
    '上一[篇条页][:|]|下一[篇条页][:|]|当前位置|您(?:现在)?的?位置|返回(?:首页|顶部|列表)|网站(?:首页|地图|声明)|加入收藏|设为首页',
    '(?:打印|关闭)(?:本页|窗口|此页)|^\\[?(?:打印|关闭|分享)|分享到|扫一扫|二维码|字体[::]|字号[::]|官方微信|客户端',
    '版权所有|ICP备|公网安备|技术支持[:|]|主办单位[:|]|承办单位[:|]|copyright|https?://|www\\.',
    '美高梅|澳门|娱乐城|博彩|棋牌|彩票|注册送|真人|mgm',
  ].join('|'),
  'i',
);

/** Site furniture is short and no sentence; a body paragraph that quotes such a word stays what it is. */
export const isSiteNoise = (key: string): boolean => key.length <= 160 && !key.includes('。') && siteWords.test(key);

const replyWord = '(整改(?:落实|进展|完成|推进|工作|结果)?(?:情况|措施|成效|结果|进展)(?:[及和与](?:成效|效果|结果))?';
const replyAlone = new RegExp(
  `^(?:[【[(]${replyWord}|(?:落实|完成)情况)[】\\])] ?:?|${replyWord}|(?:落实|完成)情况)(?: ?:| ?$)) ?`,
);
const replyInside = new RegExp(`(?:的|[【[(])?${replyWord})[】\\])]? ?: ?`);

export interface ReplyMark {
  readonly index: number;
  readonly end: number;
  /** Measures (0), reply (1), results (2): under one heading a mark may follow only a lower one. */
  readonly stage: 0 | 1 | 2;
}

const stageOf = (mark: string): ReplyMark['stage'] => {
  if (mark.includes('措施')) return 0;
  return mark.includes('情况') ? 1 : 2;
};

const markOf = (match: RegExpExecArray | null): ReplyMark | undefined => {
  if (!match) return undefined;
  return { index: match.index, end: match.index + match[0].length, stage: stageOf(match[0]) };
};

export const replyMarkAtStart = (key: string): ReplyMark | undefined => markOf(replyAlone.exec(key));
export const replyMarkInside = (key: string): ReplyMark | undefined => markOf(replyInside.exec(key));

export const announcesReply = (key: string): boolean =>
  /整改(?:落实|进展|完成|推进|工作)?(?:情况|措施|成效|进展)[。:]?$/.test(key);

const deficit = /不|未|缺|弱|问题|差|偏|滞后|欠|松|浅|少/;
const namesAnArea = /关于|方面/;
const organising =
  /站位|主体责任|政治责任|责任担当|组织领导|领导小组|高度重视|思想认识|统筹|周密部署|压实责任|工作机制|组织(?:开展|推进|实施)|工作(?:的)?组织|总体情况|基本情况|主要做法/;
const bodyTitle =
  /^(?:关于|[省市县区]委|巡[察视]|组|反馈|的|具体|重点|主要|各项|逐项|逐条|意见|建议|问题|事项|任务|整改|工作|落实|进展|完成|推进|措施|成效|及|和){1,16}情况[。:]?$/;
const unfinished = /(?:尚未|未|需要?|正在|继续)[^,。]{0,8}(?:整改|完成)[^,。]{0,8}(?:问题|事项|任务)/;
const closing =
  /^(?:下一步|下步|今后|后续|欢迎|特此|以上通报|联系(?:电话|方式|人|地址)|监督(?:联系)?(?:电话|方式)|(?:电子)?邮箱|电子邮件|邮政|邮编|通[讯信]地址|公示|公开(?:期|时间)|意见反馈|电话)|工作打算|努力方向/;

export type SectionKind = 'organisation' | 'body' | 'unfinished' | 'closing';

const isOrganising = (title: string): boolean => {
  const clause = title.split('。')[0]!;
  return organising.test(clause) && !deficit.test(clause) && !namesAnArea.test(clause);
};

/** What a numbered title opens, when it opens no area, heading or issue. */
export const sectionOf = (title: string): SectionKind | undefined => {
  if (closing.test(title)) return 'closing';
  if (title.length <= 40 && unfinished.test(title)) return 'unfinished';
  if (title.length <= 24 && bodyTitle.test(title)) return 'body';
  return isOrganising(title) ? 'organisation' : undefined;
};

/** Particulars that stand between a heading and its reply; they belong to the reply. */
export const isParticular = (key: string): boolean =>
  /^[【[]?(?:整改|完成)?(?:状态|类型|类别|时限|期限|目标|标准|责任(?:领导|单位|部门|人))[】\]]? ?:/.test(key);

export const isClosing = (key: string): boolean => closing.test(key);

export const isSignature = (key: string): boolean =>
  /^(?:\d{4} ?[年.-] ?\d{1,2} ?[月.-] ?\d{1,2} ?日?|[二〇零○][〇零○一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)$/.test(
    key,
  ) || /^[^。,;:]{2,40}(?:委员会|党委|党组|党工委|工委|支部|总支)$/.test(key);

/** First sign of an issue where a report marks no reply: the heading names a shortcoming. */
export const namesAShortcoming = (key: string): boolean =>
  /关于.{1,80}问题|问题的?整改|不够|不到位|不足|不[强高力严实深细紧明]|薄弱|缺失|缺位|滞后|弱化|淡化|有差距/.test(key);
