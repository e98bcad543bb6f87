/** 市委第三轮巡察 in a title such as 某某工委关于市委第三轮巡察集中整改进展情况的通报. */
export const roundNameIn = (title: string, organisation: string): string => {
  const subject = title
    .replace(/^.*关于/su, '')
    .replace(organisation, '')
    .trim();
  return /^.*?巡[察视]/su.exec(subject)?.[0] ?? (subject || '巡察');
};

const KIND = /(?:通报|报告|公告|公示)$/u;
const ENDINGS = ['集中整改进展情况的通报', '整改进展情况的通报'];

/** What of the usual ending a title that breaks off still lacks. */
const endingOf = (title: string): string => {
  if (/情况的?$/u.test(title)) return title.endsWith('的') ? '通报' : '的通报';
  const rests = ENDINGS.flatMap((ending) =>
    Array.from(ending, (_, at) => at + 1)
      .filter((length) => title.endsWith(ending.slice(0, length)))
      .map((length) => ending.slice(length)),
  );
  return rests[0] ?? '整改进展情况的通报';
};

/** The round's own title where it is a title, ended where it breaks off; else one made of the organisation and the round. */
export const reportTitle = (title: string, organisation: string): string => {
  const own = title.trim();
  if (KIND.test(own) && own.includes('关于')) return own;
  if (/^.+关于.+/su.test(own)) return own + endingOf(own);
  return `${organisation}关于${roundNameIn(own, organisation)}整改进展情况的通报`;
};
