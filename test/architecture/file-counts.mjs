// Which files name what, on the sources as they are.
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const isTest = (file) => /\.(spec|fixture)\.ts$|\/testing\/|\/examples\.ts$/.test(file);
const withoutComments = (text) => text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');

/** Sources that are no tests, by path, without their comments. */
const sources = new Map(
  globSync('{apps,libs}/**/*.ts')
    .filter((file) => !isTest(file) && !/(^|\/)(node_modules|dist|generated)\//.test(file))
    .sort()
    .map((file) => [file, withoutComments(readFileSync(file, 'utf8'))]),
);
const inFolder = (folder) => [...sources.keys()].filter((file) => file.startsWith(folder));
const isDemo = (file) => file.startsWith('apps/server/src/demo/');
const naming = (word, files = [...sources.keys()]) => {
  const pattern = new RegExp(`\\b(?:${word})\\b`);
  return files.filter((file) => pattern.test(sources.get(file)));
};

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? 0;
export const most = (costs) => costs.toSorted((a, b) => b.files.length - a.files.length)[0];
const found = (pattern, files = [...sources.keys()]) =>
  files.flatMap((file) => [...sources.get(file).matchAll(pattern)].map((match) => ({ file, match })));

/** Commands with a route whose path names the thing acted on. */
const commandRoutes = found(/@Does\(\s*\w+\.(\w+),\s*'([^']*)'/g)
  .filter(({ match }) => /(^|\/):\w+/.test(match[2]))
  .map(({ file, match }) => ({ name: match[1], controller: file }));

export const commandCosts = () =>
  commandRoutes.map(({ name }) => ({ name, files: naming(name).filter((file) => !isDemo(file)) }));

const isNeeded = (file) =>
  /^libs\/\w+\/src\/((internal-)?acts\.ts|domain\/|facts\/|http\/)/.test(file) &&
  !/policies\.ts$|\/http\/bulk\//.test(file);
export const neededCosts = () => commandCosts().map(({ name, files }) => ({ name, files: files.filter(isNeeded) }));

/** What naming an event adds to the files that its commands are named in already. */
export const eventCosts = () => {
  const given = found(/\bon(?:Facts)?\(\s*(?:\w+\.)?(\w+),([^)]*)\)/g).map(({ match: [, command, rest] }) => ({
    command,
    events: [...rest.matchAll(/'(\w+)'/g)].map(([, event]) => event),
  }));
  return found(/^ {2}(\w+): fact\(/gm).map(({ match: [, name] }) => {
    const causes = given.filter(({ events }) => events.includes(name)).map(({ command }) => command);
    const already = new Set(causes.flatMap((cause) => naming(cause)));
    return {
      name,
      files: naming(name).filter((file) => !already.has(file) && !isDemo(file) && !file.includes('/http/')),
    };
  });
};

const FIELD = 'dueOn|firstDueOn';
const chain = ['domain/issue/', 'projections/issue/', 'projections/ledger/'];
export const fieldFiles = () =>
  naming(
    FIELD,
    chain.flatMap((part) => inFolder(`libs/rectification/src/${part}`)),
  );
export const disclosedFieldNames = () => naming(FIELD, inFolder('libs/disclosure/src/'));
export const disclosedFieldFiles = () => [...fieldFiles(), ...disclosedFieldNames()];

/** Fields of IssueAssigned and ProgressReported that stand in a row of the ledger. */
export const FIELDS = ['leader', 'leadUnit', 'supportingUnits', 'handler', FIELD, 'narrative', 'percent'];
export const fieldCosts = () =>
  FIELDS.map((name) => ({
    name,
    files: naming(
      name,
      chain.flatMap((part) => inFolder(`libs/rectification/src/${part}`)),
    ),
  }));
export const issueOnlyFiles = () => [
  ...fieldCosts().find(({ name }) => name === 'supportingUnits').files,
  ...naming('supportingUnits', inFolder('libs/disclosure/src/')),
];

/** Files that a file imports by a relative path, types included. */
const importsOf = (file) =>
  [...(sources.get(file) ?? '').matchAll(/from '(\.[^']+)\.js'/g)]
    .map(([, path]) => `${join(dirname(file), path)}.ts`)
    .filter((path) => sources.has(path));

const importing = (name, from) => {
  const pattern = new RegExp(
    `import (?:type )?\\{[^}]*\\b${name}\\b[^}]*\\} from '[^']*/${basename(from, '.ts')}\\.js'`,
  );
  return [...sources.keys()].filter((file) => pattern.test(sources.get(file)) && importsOf(file).includes(from));
};

/** Asking a view is what it is there for: routes, what waits and other views that read it are no cost of having it. */
export const viewCosts = () =>
  found(/export const (\w+)(?:: \w+(?:<[^=]*>)?)? = projection</g).map(({ file, match: [, name] }) => ({
    name,
    files: [file, ...importing(name, file).filter((one) => !/\/(http|projections)\/|\/(\w+-)?waiting\.ts$/.test(one))],
  }));

export const declaredViewCosts = () =>
  viewCosts().map(({ name, files }) => ({
    name,
    files: files.filter((file) => !/\/(facts|processes|rights|visibility)\//.test(file)),
  }));

const contexts = globSync('libs/*/src/acts.ts').map((file) => file.split('/')[1]);
/** Where it is listed, and its module; using its acts or views is no cost of having it. */
export const contextCosts = () =>
  contexts.map((name) => {
    const listed = new RegExp(
      `import \\{[^}]*\\b(?:${name}|${name[0].toUpperCase()}${name.slice(1)}Module)\\b[^}]*\\} from '#${name}'`,
    );
    return { name, files: inFolder('apps/').filter((file) => !isDemo(file) && listed.test(sources.get(file))) };
  });

const one = (pattern, files) => found(pattern, files)[0]?.file;

/** The text of a decision with that of the functions and types of its file that it names, and so on. */
const ownText = (name, file) => {
  const blocks = new Map(
    sources
      .get(file)
      .split(/^(?=(?:export )?(?:const|function|interface|type) )/m)
      .map((block) => [/^(?:export )?(?:const|function|interface|type) (\w+)/.exec(block)?.[1], block]),
  );
  const taken = new Set([name]);
  for (const one of taken)
    for (const other of blocks.keys())
      if (other && new RegExp(`\\b${other}\\b`).test(blocks.get(one))) taken.add(other);
  return [...taken].map((one) => blocks.get(one)).join('');
};

/** Files of whose names the decision uses at least one. */
export const usedBy = (name, file) => {
  const text = ownText(name, file);
  return [...sources.get(file).matchAll(/import (?:type )?\{([^}]*)\} from '(\.[^']+)\.js'/g)]
    .filter(([, names]) => names.match(/\w+/g).some((one) => one !== 'type' && new RegExp(`\\b${one}\\b`).test(text)))
    .map(([, , path]) => `${join(dirname(file), path)}.ts`)
    .filter((path) => sources.has(path) && !path.endsWith('/domain/errors.ts'));
};

/** Route, act, command, decision, folding, and what the decision imports of its context: rules, events, state. */
export const requestCosts = (opens = (_, file) => importsOf(file)) =>
  commandRoutes.map(({ name, controller }) => {
    const own = inFolder(`${controller.split('/src/')[0]}/src/`);
    const command = one(new RegExp(`export class ${name}\\b`, 'g'), own);
    const [listed] = found(new RegExp(`\\bon(?:Facts)?\\(\\s*(?:\\w+\\.)?${name},\\s*(?:[\\w.]+\\.)?(\\w+)`, 'g'), own);
    const decision = listed?.match[1] && one(new RegExp(`export const ${listed.match[1]}\\b`, 'g'), own);
    const preparations = naming(
      name,
      own.filter((file) => file.includes('/src/facts/')),
    );
    const decider = own.find(
      (file) => listed && importsOf(file).includes(listed.file) && /: Decider</.test(sources.get(file)),
    );
    const folding = decider && importsOf(decider).find((file) => /export const evolve\b/.test(sources.get(file)));
    const acts = own.find((file) => file.endsWith('/src/acts.ts'));
    const opened = [controller, acts, command, listed?.file, decision, folding ?? decider, ...preparations];
    return {
      name,
      files: [...new Set([...opened, ...(decision ? opens(listed.match[1], decision) : [])])].filter(Boolean),
    };
  });
