// Preloaded into a process: its event store no longer waits for the disk, once it has asserted that it would.
import { DatabaseSync } from 'node:sqlite';

const prepare = DatabaseSync.prototype.prepare;

DatabaseSync.prototype.prepare = function prepareWithoutSync(sql) {
  if (sql === 'BEGIN IMMEDIATE') this.exec('PRAGMA synchronous = OFF');
  return prepare.call(this, sql);
};
