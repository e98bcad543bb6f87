export * from './encoding.js';
export * from './files-in-place.js';
export * from './zip-directory.js';
