export { type Following, type Leading, leading } from './leading.js';
export { openReadStore } from './open-read-store.js';
export { SqliteReadStore } from './sqlite/sqlite-read-store.js';
