export const mergerProblems = {
  'merger.one-person': { kind: 'refused', zh: '须选择两个不同的人员', en: 'Name two different people' },
  'merger.own': {
    kind: 'forbidden',
    zh: '不得办理本人的合并事项',
    en: 'Nobody merges, confirms or undoes a merger of their own',
  },
  'merger.merged-already': {
    kind: 'refused',
    zh: '该人员已并入另一人员',
    en: 'The person was merged into another one already',
  },
  'merger.roles-exclude': {
    kind: 'refused',
    zh: '两人的角色不得由同一人兼任，请先收回角色',
    en: 'One person must not hold the roles of both; withdraw them first',
  },
  'merger.accounts': {
    kind: 'refused',
    zh: '合并后只能有一个在用账号，且须属于保留的人员；请先停用其余账号',
    en: 'One account at most stays in use, and it is that of the person who stays; suspend the others first',
  },
  'merger.none-proposed': { kind: 'refused', zh: '没有待确认的合并事项', en: 'Nothing waits for a confirmation' },
  'merger.confirmed-by-proposer': {
    kind: 'forbidden',
    zh: '提出合并事项的人不得自行确认',
    en: 'Whoever proposed it does not confirm it',
  },
  'merger.not-merged': { kind: 'refused', zh: '该人员未并入他人', en: 'The person was not merged into another one' },
  'person.merged': {
    kind: 'refused',
    zh: '该人员已并入另一人员，请选择保留的人员',
    en: 'The person was merged into another one; name the one who stays',
  },
  'account.person-merged': {
    kind: 'forbidden',
    zh: '该账号所属人员已并入另一人员，不得使用',
    en: 'The person of this account was merged into another one',
  },
} as const;
