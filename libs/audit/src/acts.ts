import { declare, asks, internal } from '#event-sourcing-nest';
import { RecordReading } from './domain/reading/commands.js';
import { RecordRefusal } from './domain/refusal/commands.js';
import { RecordBulk } from './domain/bulk/commands.js';
import type { Listed } from '#contracts';
import type { Explained } from './projections/explanation.js';

/** For natural people only. */
const none = [] as const;

const auditing = {
  roles: ['inspector', 'audit', 'leader', 'office', 'admin'],
  scopes: ['audit'],
  delegable: false,
  recorded: false,
} as const;
const history = { roles: 'signed-in', scopes: ['read', 'audit'], delegable: true, recorded: false } as const;

export const auditActs = declare('audit', {
  ReadTrail: asks<Listed<Explained>>('全程留痕', 'Read the trail', { ...auditing, recorded: 'reading' }),
  ReadHistory: asks<Listed<Explained>>('查看历程', 'Read the history of a thing', history),
  ReadMeetingHistory: asks<Listed<Explained>>('查看会议历程', 'Read the history of a meeting', {
    ...auditing,
    roles: ['inspector', 'audit', 'office', 'leader', 'unit-head'],
    scopes: none,
  }),
  RecordReading: internal(RecordReading, '记录查阅', 'Record a reading', 'the server as it answers'),
  RecordBulk: internal(
    RecordBulk,
    '记录批量办理',
    'Record a request with many commands',
    'the server, with the commands',
  ),
  RecordRefusal: internal(RecordRefusal, '记录被拒请求', 'Record a refusal', 'the server as it answers'),
});
