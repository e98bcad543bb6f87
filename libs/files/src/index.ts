export * from './encoding.js';
export * from './files-in-place.js';
export * from './no-room.js';
export * from './own-file.js';
export * from './sync-folder.js';
export * from './zip-directory.js';
