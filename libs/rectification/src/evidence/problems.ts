import type { ProblemTexts } from '#contracts';

export const evidenceProblems = {
  'evidence.type-not-allowed': {
    kind: 'invalid',
    zh: '不接受这种文件类型',
    en: 'Files of this ending are not taken',
  },
  'evidence.empty': { kind: 'invalid', zh: '文件为空', en: 'The file is empty' },
  'evidence.not-what-it-claims': {
    kind: 'invalid',
    zh: '文件内容与文件名所示类型不符',
    en: 'The bytes are not what the name says',
  },
  'evidence.too-large': { kind: 'too-large', zh: '文件超过上限', en: 'The file is above the limit' },
  'evidence.not-octet-stream': {
    kind: 'unsupported',
    zh: '上传须为 application/octet-stream',
    en: 'An upload must be application/octet-stream',
  },
  'evidence.damaged': {
    kind: 'failed',
    zh: '这份佐证材料的文件已损坏或丢失，请管理员由备份恢复',
    en: 'The file of this evidence is damaged or lost: an administrator restores it from a backup',
  },
  'evidence.no-such-file': { kind: 'unknown', zh: '没有这份文件', en: 'There is no such file' },
} as const satisfies ProblemTexts;
