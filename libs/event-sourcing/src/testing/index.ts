export * from './given-decider.js';
export * from './given-view.js';
