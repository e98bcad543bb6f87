import type { View } from '#event-sourcing';
import type { DeclaredContext } from '#event-sourcing-nest';
import { auditActs } from './acts.js';
import { auditEventTypes } from './event-types.js';
import { bulkDecider, isKept } from './domain/bulk/bulk.js';
import { readingDecider } from './domain/reading/reading.js';
import { refusalDecider } from './domain/refusal/refusal.js';
import { trail } from './projections/trail.js';

export * from './projections/changes.js';
export * from './projections/explanation.js';
export * from './projections/trail-list.js';
export * from './projections/trail.js';

/** Reads what all contexts recorded, and records who looked at what. */
export const audit: DeclaredContext = {
  name: 'audit',
  deciders: [readingDecider, refusalDecider, bulkDecider],
  views: [trail as View],
  acts: auditActs,
  problems: {},
  eventTypes: auditEventTypes,
  pictures: {},
};
export { bulkDecider, isKept, readingDecider, refusalDecider };
export * from './domain/bulk/commands.js';
export type * from './domain/bulk/events.js';
export * from './domain/reading/commands.js';
export type * from './domain/reading/events.js';
export * from './domain/refusal/commands.js';
export type * from './domain/refusal/events.js';
export { auditEventTypes };
export { AuditModule } from './audit.module.js';
export { OverseersVisibility } from './http/overseers-visibility.js';
export { auditActs };
