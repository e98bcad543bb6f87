export * from './folded-name.js';
export * from './problem.js';
export * from './time.js';
export * from './event-type.js';
export * from './roles.js';
export * from './sheet.js';
