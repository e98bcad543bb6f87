import { get, post, type Row, type Rows } from './rows.js';

const OVERSEEING = ['inspector', 'audit', 'leader', 'office', 'admin'] as const;

const whole = (path: string, of: Row['of'], shows?: Row['shows']): Row => ({
  of,
  asks: ({ id, more }) => get(path.replace('ID', id).replace('BEFORE', more['before'] ?? '0')),
  roles: OVERSEEING,
  scopes: ['audit'],
  toAll: true,
  shows,
});

/** The trail and the feed leave out the meetings of bodies that the reader is not of. */
export const readingRights: Rows = {
  ReadTrail: whole('trail?category=meeting&limit=500', 'meeting', 'mark'),
  ListEventTypes: { of: 'nothing', asks: () => get('event-types'), roles: 'signed-in' },
  ListRights: { of: 'nothing', asks: () => get('rights'), roles: 'signed-in', scopes: ['read'] },
  // Of many in one request each is judged by itself, and refused in the answer: who may ask is what the roles say.
  AssignIssues: { of: 'nothing', asks: () => post('issues/assignments', { rows: [{ id: 'x' }] }), roles: ['office'] },
  ClaimIssues: {
    of: 'nothing',
    asks: () => post('issues/claims', { rows: [{ id: 'x' }] }),
    roles: ['unit-head', 'reporter'],
  },
  PlanTasks: {
    of: 'round',
    asks: ({ id }) => post(`rounds/${id}/tasks/planning`, { rows: [{ number: '1' }] }),
    roles: ['office', 'unit-head'],
  },
  ReadEvents: whole('events?cursor=BEFORE&limit=1000', 'meeting', 'mark'),
};
