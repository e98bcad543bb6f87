import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync, version } from '@swc/core';

// node --import ./test/support/from-source.mjs PROGRAM.ts runs a program of ours without a build.
const ours = (url) => url?.startsWith('file:') && !url.includes('/node_modules/');

const options = readFileSync(new URL('../../.swcrc', import.meta.url), 'utf8');
const kept = join(tmpdir(), `rectify-from-source-${process.getuid?.() ?? ''}`);
mkdirSync(kept, { recursive: true, mode: 0o700 });

const foundIn = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

/** What a file becomes is kept from run to run, for as long as nothing that it is made of changes. */
const transformed = (filename) => {
  const source = readFileSync(filename, 'utf8');
  const digest = createHash('sha256').update([version, options, filename, source].join('\0')).digest('hex');
  const file = join(kept, `${digest}.js`);
  const found = foundIn(file);
  if (found !== undefined) return found;
  const { code } = transformSync(source, { filename, sourceMaps: 'inline' });
  // Threads of one process load at the same time, too.
  const whole = `${file}.${randomUUID()}`;
  writeFileSync(whole, code);
  renameSync(whole, file);
  return code;
};

registerHooks({
  resolve: (specifier, context, next) => {
    if (!ours(context.parentURL)) return next(specifier, context);
    if (specifier.startsWith('#'))
      return next(specifier, { ...context, conditions: [...context.conditions, 'source'] });
    return next(specifier.startsWith('.') ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
  load: (url, context, next) => {
    if (!ours(url) || !url.endsWith('.ts')) return next(url, context);
    return { format: 'module', source: transformed(fileURLToPath(url)), shortCircuit: true };
  },
});
