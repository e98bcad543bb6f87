// A second front door, for programs that read files and load nothing of the rest.
export type { ImportFile } from '../importing/import-request.js';
export type { ImportWatch } from '../importing/import-watch.js';
export { ReadApart } from '../importing/read-apart.js';
