import type { TableKind } from './reading.js';

type Synonyms = readonly string[];

const leadUnit: Synonyms = [
  '牵头单位',
  '责任单位',
  '牵头部门',
  '责任部门',
  '牵头责任单位',
  '主责单位',
  '主责部门',
  '责任单位牵头',
  '责任单位牵头单位',
];
const handler: Synonyms = ['责任人', '经办人', '具体责任人', '直接责任人', '承办人'];
const leader: Synonyms = ['责任领导', '牵头领导', '分管领导', '包抓领导'];
const dueOn: Synonyms = [
  '完成时限现行',
  '现行完成时限',
  '完成时限',
  '整改时限',
  '整改期限',
  '办结时限',
  '计划完成时间',
  '时限',
];
const issueNumbers: Synonyms = [
  '对应问题序号',
  '对应具体问题序号',
  '对应问题编号',
  '对应问题',
  '对应具体问题',
  '具体问题序号',
  '问题序号',
  '问题编号',
  '关联问题',
];
const measures: Synonyms = ['整改措施', '具体措施', '措施', '整改举措', '整改措施任务'];
const progress: Synonyms = ['整改进展', '整改进展情况', '进展情况', '整改情况', '整改落实情况', '落实情况'];
const status: Synonyms = ['完成情况', '整改完成情况', '整改状态', '完成状态', '销号状态', '状态'];

/** Titles as the field writes them, without spaces and punctuation; the likeliest first, for it wins over the others. */
export const vocabulary = {
  issues: {
    number: ['问题序号', '具体问题序号', '问题编号', '具体问题编号', '序号', '编号'],
    area: ['方面', '问题方面', '所属方面'],
    heading: ['大项', '反馈问题', '反馈问题大项', '问题大项', '主要问题'],
    text: [
      '具体问题',
      '具体问题表现',
      '具体表现',
      '问题表现',
      '具体问题内容',
      '问题内容',
      '存在问题',
      '问题描述',
      '整改问题',
    ],
    class: ['问题类型', '整改类型', '整改类别', '类型'],
    criterion: ['整改标准', '整改目标', '整改目标标准', '整改目标整改标准', '销号标准'],
    taskNumbers: ['整改任务编号', '整改任务序号', '任务编号', '任务序号', '对应任务编号', '对应任务'],
    taskTitle: ['整改任务', '任务名称', '任务内容'],
    measures,
    leader,
    leadUnit,
    supportingUnits: ['配合单位', '配合部门', '协办单位', '责任单位配合', '责任单位配合单位'],
    handler,
    startedOn: ['开始时间', '开始日期', '启动时间', '启动日期'],
    firstDueOn: ['完成时限原始', '原始完成时限', '原定完成时限', '原完成时限'],
    dueOn,
    progress,
    status,
    evidence: ['佐证材料', '佐证材料目录', '印证材料', '证明材料', '支撑材料'],
    regulations: ['建章立制', '建章立制情况', '建章立制文件', '制度建设'],
    closedOn: ['销号日期', '销号时间'],
    closedHow: ['销号方式'],
    longTermReason: ['长期整改原因', '未完成原因'],
    reviewOn: ['复核日期', '下次复核日期', '复查日期'],
    remark: ['备注'],
  },
  tasks: {
    number: ['整改任务编号', '任务编号', '任务序号', '整改任务序号', '序号', '编号'],
    title: ['整改任务', '任务名称', '任务内容', '任务'],
    issueNumbers,
    measures,
    leader,
    leadUnit,
    handler,
    dueOn,
    progress,
    status,
    remark: ['备注'],
  },
  regulations: {
    title: ['制度名称', '规范性文件名称', '制度文件名称', '文件名称', '名称'],
    kind: ['制定修订', '制定或修订', '制修订', '类别', '方式'],
    documentNumber: ['文号', '发文字号', '文件编号'],
    date: ['印发日期', '发文日期', '出台日期', '成文日期', '印发时间', '日期'],
    issueNumbers,
    remark: ['备注'],
  },
  people: {
    name: ['姓名', '人员姓名'],
    unit: ['单位', '所在单位', '工作单位', '部门', '所在部门'],
    post: ['职务', '职位', '岗位'],
  },
} as const satisfies Record<TableKind, Record<string, Synonyms>>;

export type Field = { [Kind in TableKind]: keyof (typeof vocabulary)[Kind] }[TableKind];
export interface Column {
  readonly column: number;
  readonly title: string;
}

export interface KnownColumns {
  readonly known: ReadonlyMap<Field, Column>;
  readonly unknown: readonly Column[];
  /** Titles of a field that another column already gives. */
  readonly repeated: readonly Column[];
}

/** A title with its variants; `keys` are tried in turn. */
export interface TitledColumn extends Column {
  readonly keys: readonly string[];
}

export const keyOfTitle = (title: string) => title.normalize('NFKC').replace(/[\s()[\]【】/、,.:;·*-]/g, '');
/** A column for signatures is not the column of the persons. */
export const withoutBrackets = (title: string) => title.normalize('NFKC').replace(/\((?![^)]*签)[^)]*\)/g, '');

export const recogniseColumns = (kind: TableKind, columns: readonly TitledColumn[]): KnownColumns => {
  const known = new Map<Field, Column>();
  const taken = new Set<TitledColumn>();
  const fields: [string, Synonyms][] = Object.entries(vocabulary[kind]);
  for (const [field, synonyms] of fields) {
    const column = firstMatch(synonyms, columns, taken);
    if (!column) continue;
    known.set(field as Field, column);
    taken.add(column);
  }
  if (kind === 'issues') headingServesAsText(known);
  const rest = columns.filter((column) => !taken.has(column) && !rowCount(column));
  const repeated = rest.filter((column) => fields.some(([, synonyms]) => firstMatch(synonyms, [column], new Set())));
  return { known, repeated, unknown: rest.filter((column) => !repeated.includes(column)) };
};

const firstMatch = (synonyms: Synonyms, columns: readonly TitledColumn[], taken: ReadonlySet<TitledColumn>) => {
  for (const synonym of synonyms) {
    const column = columns.find((candidate) => !taken.has(candidate) && candidate.keys.includes(synonym));
    if (column) return column;
  }
  return undefined;
};

/** Short ledgers have one column of problems, titled as the long ones title their headings. */
const headingServesAsText = (known: Map<Field, Column>) => {
  const heading = known.get('heading');
  if (known.has('text') || !heading) return;
  known.set('text', heading);
  known.delete('heading');
};

const rowCount = (column: TitledColumn) => column.keys.includes('序号');

export const isTable = (kind: TableKind, { known }: KnownColumns): boolean => {
  const has = (...fields: Field[]) => fields.some((field) => known.has(field));
  return marks[kind].every((fields) => has(...fields)) && known.size >= (kind === 'issues' || kind === 'tasks' ? 3 : 2);
};

/** Of each group one column must be there. */
const marks: Record<TableKind, readonly (readonly Field[])[]> = {
  issues: [['text']],
  tasks: [['number'], ['title']],
  regulations: [['title'], ['kind', 'documentNumber', 'date']],
  people: [['name'], ['unit', 'post']],
};
