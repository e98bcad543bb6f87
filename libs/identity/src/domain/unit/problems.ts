import type { ProblemTexts } from '#contracts';

export const unitProblems = {
  'unit.unknown': { kind: 'unknown', zh: '没有这个单位', en: 'There is no such unit' },
  'unit.exists': { kind: 'refused', zh: '该单位已经登记', en: 'The unit is registered already' },
  'unit.dissolved': { kind: 'refused', zh: '该单位已撤销', en: 'The unit has been dissolved' },
  'unit.same-name': {
    kind: 'refused',
    zh: '已有同名单位；确为另一单位的，请注明',
    en: 'A unit of this name is registered; say so if it is another one',
  },
  'unit.below-itself': {
    kind: 'refused',
    zh: '单位不得隶属于本单位或其下级单位',
    en: 'A unit is not below itself or a unit of its own',
  },
} as const satisfies ProblemTexts;
