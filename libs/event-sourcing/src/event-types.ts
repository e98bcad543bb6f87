import type { ProcessEvent } from './processes/process.js';

/** The kernel's own; its shape is that of every context's table. */
export const processEventTypes = {
  CommandScheduled: { zh: '流程拟办理事项', en: 'A process intends a command' },
  CommandSettled: { zh: '流程办理结果', en: 'What became of a command that a process sent' },
  CommandCancelled: {
    zh: '流程撤销拟办理事项',
    en: 'A process took back an intended command',
  },
  CommandParked: { zh: '流程事项受阻搁置', en: 'A command of a process cannot be sent' },
  ProcessInputTaken: { zh: '流程收悉事实', en: 'A process took note of a fact' },
  ProcessInputParked: {
    zh: '流程所涉事实搁置',
    en: 'A process set a fact aside that it cannot take',
  },
  ProcessInputResumed: { zh: '搁置事实恢复办理', en: 'A fact set aside was taken up again' },
} as const satisfies Readonly<Record<ProcessEvent['type'], object>>;
