// Preloaded into a server: its event store answers up to 5 s before the commit. Only the negative control may do so.
import { DatabaseSync } from 'node:sqlite';

const DELAY_MS = 5_000;
const prepare = DatabaseSync.prototype.prepare;

DatabaseSync.prototype.prepare = function prepareLate(sql) {
  const statement = prepare.call(this, sql);
  if (sql === 'BEGIN IMMEDIATE') return { run: () => this.isTransaction || statement.run() };
  if (sql !== 'COMMIT') return statement;
  let waiting;
  const commit = () => {
    waiting = undefined;
    statement.run();
  };
  return { run: () => (waiting ??= setTimeout(commit, DELAY_MS)) };
};
