export * from './act.decorator.js';
export * from './bad-shape.js';
export * from './command-handlers.js';
export * from './commanded.decorator.js';
export * from './etag.interceptor.js';
export * from './event-sourcing.module.js';
export * from './moment.query.js';
export * from './views.js';
