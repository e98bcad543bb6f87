import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Schemas } from './document.js';

/** Of each act the schema of what it answers; null when it answers no JSON. Made by `npm run build`. */
export interface AnswerSchemas {
  readonly acts: Readonly<Record<string, object | null>>;
  readonly schemas: Schemas;
}

const programFolder = (): string => {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
};

/** The same file for the built program and for the sources under test. Throws when the build did not make it. */
export const readAnswerSchemas = (file = join(programFolder(), 'dist', 'answers.json')): AnswerSchemas => {
  if (!existsSync(file)) {
    throw new Error(`缺少 ${file}，请先运行 npm run build / ${file} is missing; run npm run build`);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as AnswerSchemas;
};
