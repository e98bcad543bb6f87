export { backupEventStore, openEventStore, openEventStoreReadOnly } from './open-event-store.js';
export type { BackupProgress } from './sqlite/backup.js';
