// What is installed in production: `node test/architecture/dependencies.mjs` prints it for docs/dependencies.md.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const lockFile = () => JSON.parse(readFileSync('package-lock.json', 'utf8'));

const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** A prebuilt binary for one system is the matter of the package that chooses among them. */
const withoutPlatform = (name) =>
  name.replace(/-(android|darwin|freebsd|linux|openharmony|wasm32|win32)(-[a-z0-9-]+)?$/, '');

const holdsBinary = (path) =>
  existsSync(path) && readdirSync(path).some((name) => /\.(node|wasm)$|^binding\.gyp$/.test(name));

const productionOf = ({ packages }) => Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev);

const namesOf = (found) => [...new Set(found)].sort();

/** Names of packages in production: those asked for, those that run a script when they are installed, those that are not JavaScript. */
export const production = (lock) => {
  const all = productionOf(lock);
  return {
    all: namesOf(all.map(([path]) => nameOf(path))),
    direct: namesOf(Object.keys(lock.packages[''].dependencies)),
    scripted: namesOf(all.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path))),
    native: namesOf(
      all
        .filter(([path, { os, cpu }]) => os || cpu || holdsBinary(path))
        .map(([path]) => withoutPlatform(nameOf(path))),
    ),
  };
};

/** The folder in which a package finds another: its own, or one above it. */
const foundFrom = (packages, from, name) => {
  for (let at = from; ; at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : '') {
    const found = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (packages[found] || at === '') return packages[found] ? found : undefined;
  }
};

const reached = ({ packages }, without) => {
  const seen = new Set();
  const visit = (path) => {
    if (seen.has(path)) return;
    seen.add(path);
    const { dependencies, optionalDependencies, peerDependencies } = packages[path];
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      const found = path === '' && name === without ? undefined : foundFrom(packages, path, name);
      if (found && !packages[found].dev) visit(found);
    }
  };
  visit('');
  return seen.size;
};

const scriptsOf = (name) => {
  const { scripts = {} } = JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8'));
  return ['preinstall', 'install', 'postinstall']
    .filter((hook) => scripts[hook])
    .map((hook) => `${hook}: ${scripts[hook]}`);
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const lock = lockFile();
  const { all, direct, scripted, native } = production(lock);
  const total = reached(lock);
  console.log(`${all.length} packages in production, ${direct.length} of them asked for\n`);
  for (const name of direct) {
    const { version, license } = lock.packages[`node_modules/${name}`];
    const alone = total - reached(lock, name);
    console.log([name, version, license, `${alone} gone without it`, native.includes(name) ? 'native' : ''].join('\t'));
  }
  console.log('\nRun at npm ci:');
  for (const name of scripted) console.log([name, ...scriptsOf(name)].join('\t'));
  console.log(`\nNot JavaScript: ${native.join(', ')}`);
}
