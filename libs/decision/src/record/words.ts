import type { Attendance, Choice } from '../domain/meeting/events.js';
import type { Ballot, Matter } from '../domain/rules/rule-set.js';

export const matterName: Readonly<Record<Matter, string>> = {
  plan: '整改方案',
  closure: '销号',
  'long-term': '长期整改',
  appointment: '干部任免',
  other: '其他事项',
};

export const attendanceName: Readonly<Record<Attendance, string>> = {
  present: '出席',
  'sitting-in': '列席',
  absent: '缺席',
  recused: '回避',
};

export const ballotName: Readonly<Record<Ballot, string>> = {
  named: '记名表决',
  secret: '无记名投票',
  'show-of-hands': '举手表决',
};

export const choiceName: Readonly<Record<Choice, string>> = { yes: '赞成', no: '反对', abstain: '弃权' };

/** 张三、李四; nobody is 无. */
export const namesOf = (people: readonly { readonly name: string }[]): string =>
  people.length > 0 ? people.map(({ name }) => name).join('、') : '无';
