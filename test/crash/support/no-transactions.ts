import type { DatabaseSync } from 'node:sqlite';

const NOTHING = { run: () => undefined };
const TRANSACTIONS = ['BEGIN IMMEDIATE', 'COMMIT'];

/** The same connection without transactions over a batch. For negative controls. */
export const withoutTransactions = (db: DatabaseSync): DatabaseSync =>
  new Proxy(db, {
    get: (target, property) => {
      if (property === 'prepare') {
        return (sql: string) => (TRANSACTIONS.includes(sql) ? NOTHING : target.prepare(sql));
      }
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
