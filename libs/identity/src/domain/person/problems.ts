import type { ProblemTexts } from '#contracts';

export const personProblems = {
  'people.rows-refused': {
    kind: 'refused',
    zh: '有的行不能登记，未保存任何内容',
    en: 'Some rows cannot be registered; nothing was stored',
  },
  'people.row-incomplete': {
    kind: 'refused',
    zh: '该行缺少应同时填写的内容',
    en: 'Fields of the row that go together are missing',
  },
  'person.same-name': {
    kind: 'refused',
    zh: '已有同名人员；确为另一人的，请注明并填写工号',
    en: 'Somebody of this name is registered; say so if it is another person, with a staff number',
  },
  'person.needs-staff-number': {
    kind: 'refused',
    zh: '同名人员须以工号区分',
    en: 'People of one name are told apart by a staff number',
  },
  'person.staff-number-taken': {
    kind: 'refused',
    zh: '工号已属于他人',
    en: 'The staff number is that of somebody else',
  },
  'person.unknown': { kind: 'unknown', zh: '没有这个人员', en: 'There is no such person' },
  'person.exists': { kind: 'refused', zh: '该人员已经登记', en: 'The person is registered already' },
  'person.holds-post-already': { kind: 'refused', zh: '该人员已在任此职', en: 'The person holds this post already' },
  'person.holds-no-such-post': { kind: 'refused', zh: '该人员未任此职', en: 'The person does not hold this post' },
  'person.post-ahead-of-now': {
    kind: 'refused',
    zh: '任免日期不能晚于今天',
    en: 'A post cannot begin or end after today',
  },
  'person.leaves-before-taking': {
    kind: 'refused',
    zh: '免职日期早于任职日期',
    en: 'The post would end before it began',
  },
} as const satisfies ProblemTexts;
