import type { ProcessEvent } from './processes/process.js';

/** The kernel's own; its shape is that of every context's table. */
export const processEventTypes = {
  CommandScheduled: { zh: '流程拟办理事项', en: 'A process intends a command', by: ['ScheduleCommands'] },
  CommandSettled: { zh: '流程办理结果', en: 'What became of a command that a process sent', by: ['SettleCommand'] },
} as const satisfies Readonly<Record<ProcessEvent['type'], object>>;
