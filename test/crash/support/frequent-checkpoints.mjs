// Preloaded into a process: its event file moves the write-ahead log into the database every few commits.
import { DatabaseSync } from 'node:sqlite';

const exec = DatabaseSync.prototype.exec;

DatabaseSync.prototype.exec = function execWithCheckpoints(sql) {
  return exec.call(this, sql.replace(/wal_autocheckpoint = \d+/, 'wal_autocheckpoint = 40'));
};
