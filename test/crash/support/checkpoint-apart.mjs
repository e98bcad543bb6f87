// Preloaded into a server: its read store commits a checkpoint, rests, and only then writes the rows that belong to it.
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';

const REST_MS = 200;
const MOVES = 'update generations set checkpoint';
const INSERTS = /^insert into "view_.+_\d+" /;
const { prepare } = DatabaseSync.prototype;
const { query } = Client.prototype;
const nobody = new Int32Array(new SharedArrayBuffer(4));

DatabaseSync.prototype.prepare = function prepareApart(sql) {
  const statement = prepare.call(this, sql);
  const moves = sql.startsWith(MOVES);
  if (!moves && !INSERTS.test(sql)) return statement;
  const run = (...values) => {
    if (!moves && this.hasMoved) {
      this.exec('COMMIT');
      Atomics.wait(nobody, 0, 0, REST_MS);
      this.exec('BEGIN IMMEDIATE');
    }
    this.hasMoved = moves;
    return statement.run(...values);
  };
  return { run };
};

/** The statements behind it are sent without waiting: what comes between must be sent at once, too. */
const apart = (client, config) => {
  const moved = query.call(client, config);
  for (const text of ['commit', `select pg_sleep(${REST_MS / 1_000})`, 'begin']) {
    query.call(client, text).catch(() => undefined);
  }
  return moved;
};

Client.prototype.query = function queryApart(config, ...more) {
  return config?.name === 'move' ? apart(this, config) : query.call(this, config, ...more);
};
