export { openReadStore } from './open-read-store.js';
export { SqliteReadStore } from './sqlite/sqlite-read-store.js';
