import type { Paper } from './blocks.js';

/** Loads what writes such files with the first of them: a server has them written by threads of its own. */
export const docxOf = async (paper: Paper): Promise<Uint8Array> => (await import('./docx.js')).docxOf(paper);
