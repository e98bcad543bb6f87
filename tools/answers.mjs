// Makes dist/answers.json: a JSON Schema for what each act answers, from the TypeScript types. Run by `npm run build`.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { performance } from 'node:perf_hooks';

const root = dirname(import.meta.dirname);
const cache = join(root, 'node_modules', '.cache', 'rectify');

const sourcesOf = (folder) =>
  globSync(['{apps,libs}/*/src/**/*.ts', 'tools/answers{,/**/*}.mjs', 'tsconfig.json', 'package-lock.json'], {
    cwd: folder,
    exclude: ['**/*.spec.ts'],
  }).sort();

/** Equal when nothing changed that the schemas could be made from. */
const digestOf = (folder) => {
  const hash = createHash('sha256');
  for (const file of sourcesOf(folder)) hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 32);
};

/** The schemas of a checkout. Throws, naming the file, when an act has none. */
export const answersOf = async (folder = root) => {
  // Only now: to load the compiler takes longer than to find that nothing changed.
  const [{ actsOfFile }, { rawSchemas }, { answersDocument }] = await Promise.all([
    import('./answers/acts-of-a-file.mjs'),
    import('./answers/schemas.mjs'),
    import('./answers/components.mjs'),
  ]);
  const files = globSync('{apps,libs}/*/src/acts.ts', { cwd: folder }).sort();
  return answersDocument(
    rawSchemas(
      files.map((file) => actsOfFile(file, folder)),
      folder,
    ),
  );
};

const main = async () => {
  const cached = join(cache, `answers-${digestOf(root)}.json`);
  if (!existsSync(cached)) {
    const started = performance.now();
    const answers = await answersOf();
    rmSync(cache, { recursive: true, force: true });
    mkdirSync(cache, { recursive: true });
    writeFileSync(cached, `${JSON.stringify(answers, undefined, 1)}\n`);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`Schemas of ${Object.keys(answers.acts).length} answers made in ${seconds} s.`);
  }
  mkdirSync(join(root, 'dist'), { recursive: true });
  copyFileSync(cached, join(root, 'dist', 'answers.json'));
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
