import type { Actor } from '#event-sourcing';

/** Whoever may run commands on the machine; who that was is for the machine to tell. */
export const operator: Actor = { id: 'cli', personId: 'cli', name: '本机操作员', roles: [], client: 'rectify cli' };
