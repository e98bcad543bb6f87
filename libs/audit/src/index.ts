import type { Context, View } from '#event-sourcing';
import { readingDecider } from './domain/reading/reading.js';
import { trail } from './projections/trail.js';

export * from './projections/changes.js';
export * from './projections/explanation.js';
export * from './projections/trail-list.js';
export * from './projections/trail.js';

/** Reads what all contexts recorded, and records who looked at what. */
export const audit: Context = { name: 'audit', deciders: [readingDecider], views: [trail as View] };
export { readingDecider };
export * from './domain/reading/commands.js';
export type * from './domain/reading/events.js';
export { auditEventTypes } from './event-types.js';
export { AuditModule } from './audit.module.js';
export { auditRights } from './http/rights.js';
