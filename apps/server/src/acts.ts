import type { Command } from '#event-sourcing';
import { asks, calls, type CommandAct, declare } from '#event-sourcing-nest';
import { rectificationActs } from '#rectification';
import type { BulkTold } from './bulk/bulk-told.js';
import type { RightsTold } from './rights-told.js';
import type { ActionsTold, EventTypesTold, FeedPage, InboxTold } from './http/answers.js';

/** For natural people only. */
const none = [] as const;

const many = ({ roles, proof }: Pick<CommandAct<Command, unknown>, 'roles' | 'proof'>) => ({
  roles,
  proof,
  scopes: none,
  delegable: false as const,
  note: 'One request for many; who may do it to each is judged row by row',
});

/** What the program answers of itself, beside its contexts. */
export const serverActs = declare('server', {
  ListEventTypes: asks<EventTypesTold>('事件目录', 'List types of events', {
    roles: 'signed-in',
    scopes: none,
    delegable: false,
    recorded: false,
  }),
  ListActions: asks<ActionsTold>('可办事项', 'List what may be done to a thing', {
    roles: 'signed-in',
    scopes: ['read'],
    delegable: true,
    recorded: false,
  }),
  ListMeetingActions: asks<ActionsTold>('会议可办事项', 'List what may be done in a meeting', {
    roles: ['office', 'leader', 'unit-head', 'inspector', 'audit'],
    scopes: none,
    delegable: false,
    recorded: false,
  }),
  WaitingForMe: asks<InboxTold>('等我办理', 'Work that waits for me', {
    roles: 'signed-in',
    scopes: ['read'],
    delegable: true,
    recorded: false,
  }),
  AssignIssues: calls<BulkTold>('批量明确责任', 'Assign many issues', many(rectificationActs.AssignIssue)),
  ClaimIssues: calls<BulkTold>('批量认领问题', 'Claim many issues', many(rectificationActs.ClaimIssue)),
  PlanTasks: calls<BulkTold>('批量列入整改任务', 'Plan many tasks', many(rectificationActs.PlanTask)),
  ListRights: asks<RightsTold>('权限表', 'List who may do what', {
    roles: 'signed-in',
    scopes: ['read'],
    delegable: false,
    recorded: false,
  }),
  ReadEvents: asks<FeedPage>('事件流', 'Read the log', {
    roles: ['inspector', 'audit', 'admin', 'leader', 'office'],
    scopes: ['audit'],
    delegable: false,
    recorded: 'export',
  }),
});
