import type { Context, View } from '#event-sourcing';
import { trail } from './projections/trail.js';

export * from './projections/changes.js';
export * from './projections/explanation.js';
export * from './projections/trail-list.js';
export * from './projections/trail.js';

/** Reads what all contexts recorded; decides nothing. */
export const audit: Context = { name: 'audit', deciders: [], views: [trail as View] };
export { AuditModule } from './audit.module.js';
export { auditRights } from './http/rights.js';
