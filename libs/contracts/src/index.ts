export * from './problem.js';
export * from './time.js';
