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
  'evidence.quota': {
    kind: 'refused',
    zh: '您上传而未关联的文件已达上限，请先将其关联到问题或任务，或待一日后自动清理',
    en: 'Your files that are attached to nothing have reached the limit: attach them, or wait the day after which they are removed',
  },
  'evidence.no-room': {
    kind: 'unavailable',
    zh: '存储空间不足，文件未保存，请联系管理员清理磁盘后重试',
    en: 'The disk is full, nothing of the file was kept: try again once an administrator has made room',
  },
  'evidence.folder-lost': {
    kind: 'unavailable',
    zh: '佐证材料文件夹已被删除或替换，上传不会保留，请管理员停止服务、恢复文件夹后重新启动',
    en: 'The folder of the evidence was removed or replaced, what is uploaded would be lost: an administrator stops the server, restores the folder and starts again',
  },
  'evidence.no-such-file': { kind: 'unknown', zh: '没有这份文件', en: 'There is no such file' },
} as const satisfies ProblemTexts;
