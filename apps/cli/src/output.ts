import { once } from 'node:events';
import { rename, rm, writeFile } from 'node:fs/promises';
import { CliFailure } from './failure.js';

/** Writes no faster than the reader of standard output reads. */
export const print = async (chunk: string | Uint8Array): Promise<void> => {
  if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
};

export const printJson = (content: unknown): Promise<void> => print(`${JSON.stringify(content, null, 2)}\n`);

export const printLines = (...lines: readonly string[]): Promise<void> =>
  print(lines.map((line) => `${line}\n`).join(''));

const isText = (mediaType: string): boolean => /^text\/|json/.test(mediaType);

export interface Written {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** To the file named, which is there whole or as it was; else to standard output. */
export const deliver = async ({ mediaType, bytes }: Written, out: string | undefined): Promise<void> => {
  if (out === undefined) {
    if (process.stdout.isTTY && !isText(mediaType)) throw new CliFailure('cli.binary-to-terminal', { option: '--out' });
    return print(bytes);
  }
  const part = `${out}.${process.pid}.part`;
  try {
    await writeFile(part, bytes);
    await rename(part, out);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw new CliFailure('cli.cannot-write', { file: out, message: (error as Error).message });
  }
};
