export * from './encoding.js';
export * from './files-in-place.js';
export * from './for-owner-only.js';
export * from './no-room.js';
export * from './sync-folder.js';
export * from './zip-directory.js';
