// Counts the files that a change of a usual kind touches, on the sources as they are.
// `node test/architecture/costs.mjs` prints the table; costs.spec.ts adds what only a running server knows, and asserts.
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The one place to tighten. `goal`: the most (of described answers: the least) that is wanted. `holds`: the spec
 * fails when it is not met; without it the figure is printed only.
 */
export const GOALS = {
  commandMedian: { goal: 5, holds: false },
  commandMost: { goal: 5, holds: false },
  eventMedian: { goal: undefined, holds: false },
  field: { goal: 8, holds: false },
  fieldEverywhere: { goal: 12, holds: false },
  viewMedian: { goal: 2, holds: false },
  viewMost: { goal: 2, holds: false },
  context: { goal: 2, holds: true },
  requestMedian: { goal: 7, holds: false },
  requestMost: { goal: 7, holds: false },
  answers: { goal: 1, holds: false },
};

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

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? 0;
const most = (costs) => costs.toSorted((a, b) => b.files.length - a.files.length)[0];
const found = (pattern, files = [...sources.keys()]) =>
  files.flatMap((file) => [...sources.get(file).matchAll(pattern)].map((match) => ({ file, match })));

/** Commands with a route whose path names the thing acted on. */
const commandRoutes = found(/@Does\(\s*\w+\.(\w+),\s*'([^']*)'/g)
  .filter(({ match }) => /(^|\/):\w+/.test(match[2]))
  .map(({ file, match }) => ({ name: match[1], controller: file }));

const commandCosts = () =>
  commandRoutes.map(({ name }) => ({ name, files: naming(name).filter((file) => !isDemo(file)) }));

/** What naming an event adds to the files that its commands are named in already. */
const eventCosts = () => {
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
const fieldFiles = () =>
  naming(
    FIELD,
    chain.flatMap((part) => inFolder(`libs/rectification/src/${part}`)),
  );
const disclosedFieldFiles = () => [...fieldFiles(), ...naming(FIELD, inFolder('libs/disclosure/src/'))];

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

/** Asking a view is what it is there for: routes and other views that read it are no cost of having it. */
const viewCosts = () =>
  found(/export const (\w+)(?:: \w+(?:<[^=]*>)?)? = projection</g).map(({ file, match: [, name] }) => ({
    name,
    files: [file, ...importing(name, file).filter((one) => !/\/(http|projections)\//.test(one))],
  }));

const contexts = globSync('libs/*/src/acts.ts').map((file) => file.split('/')[1]);
const contextCosts = () =>
  contexts.map((name) => ({
    name,
    files: inFolder('apps/').filter((file) => !isDemo(file) && sources.get(file).includes(`from '#${name}'`)),
  }));

const one = (pattern, files) => found(pattern, files)[0]?.file;

/** Route, act, command, decider, decision, and what the decision imports of its context: rules, events, state. */
const requestCosts = () =>
  commandRoutes.map(({ name, controller }) => {
    const own = inFolder(`${controller.split('/src/')[0]}/src/`);
    const command = one(new RegExp(`export class ${name}\\b`, 'g'), own);
    const [listed] = found(new RegExp(`\\bon(?:Facts)?\\(\\s*(?:\\w+\\.)?${name},\\s*(?:[\\w.]+\\.)?(\\w+)`, 'g'), own);
    const decision = listed?.match[1] && one(new RegExp(`export const ${listed.match[1]}\\b`, 'g'), own);
    const preparations = naming(
      name,
      own.filter((file) => /preparations|-facts/.test(file)),
    );
    const decider = own.find(
      (file) => listed && importsOf(file).includes(listed.file) && /: Decider</.test(sources.get(file)),
    );
    const evolve = decider && importsOf(decider).find((file) => file.endsWith('/evolve.ts'));
    const acts = own.find((file) => file.endsWith('/src/acts.ts'));
    const opened = [controller, acts, command, listed?.file, decision, evolve ?? decider, ...preparations];
    return { name, files: [...new Set([...opened, ...(decision ? importsOf(decision) : [])])].filter(Boolean) };
  });

const isDescribed = ({ content } = {}) =>
  Object.entries(content ?? {}).some(([type, { schema = {} }]) =>
    /json/.test(type) ? '$ref' in schema || Object.keys(schema.properties ?? schema.items ?? {}).length > 0 : true,
  );

/** Operations of an OpenAPI document, and how many of them describe every good answer. */
const answersIn = ({ paths }) => {
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  const described = operations.filter(({ responses }) => {
    const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
    return good.length > 0 && good.every(([status, response]) => status === '204' || isDescribed(response));
  });
  return { operations: operations.length, described: described.length };
};

const listed = ({ name, files }) => `${name}: ${files.join(', ')}`;
const sizes = (costs) => costs.map(({ files }) => files.length);
const row = (id, what, measured, [definition, names = '']) => ({ id, what, measured, definition, names, ...GOALS[id] });

const pair = ([medianId, mostId], what, costs, definition) => {
  const top = most(costs);
  return [
    row(medianId, `${what}, median of ${costs.length}`, median(sizes(costs)), [definition]),
    row(mostId, `${what}, most`, top.files.length, [definition, listed(top)]),
  ];
};

const everywhere = 'files under apps/ and libs/ without tests, fixtures, comments and the demonstration data';

/** Every figure with its definition; `document` is the OpenAPI document, without it there is no figure of answers. */
export const measure = (document) => {
  const events = eventCosts();
  const audit = contextCosts().find(({ name }) => name === 'audit');
  const answers = document && answersIn(document);
  return [
    ...pair(
      ['commandMedian', 'commandMost'],
      'a command on an existing thing',
      commandCosts(),
      `${everywhere} that name the command's class; also those that only use it (an import, a policy). Commands with a route whose path names the thing`,
    ),
    row('eventMedian', `what a new event adds, median of ${events.length}`, median(sizes(events)), [
      `${everywhere} that name the event and none of its commands, without http/, which names none; views included, which may ignore it. test/architecture/event-names.json and docs/events.md come on top`,
      listed(most(events)),
    ]),
    row('field', 'the field dueOn/firstDueOn of an issue', fieldFiles().length, [
      'files of domain/issue, projections/issue and projections/ledger that name it: command, event, decision, state, detail, ledger; a rule or a filter that reads it counts',
      fieldFiles().join(', '),
    ]),
    row('fieldEverywhere', 'the same with import, export and report', disclosedFieldFiles().length, [
      'with the files of libs/disclosure that name it; fields of that name of a task are in them and cannot be told apart by the word',
      naming(FIELD, inFolder('libs/disclosure/src/')).join(', '),
    ]),
    ...pair(
      ['viewMedian', 'viewMost'],
      'a view',
      viewCosts(),
      'its own file and those that import it, without http/ and projections/, which ask it',
    ),
    row('context', 'a context (audit), outside its folder', audit.files.length, [
      'files under apps/, without tests and demonstration data, that import it; the goal is its line in contexts.ts and its module',
      contextCosts()
        .map((cost) => `${cost.name} ${cost.files.length}`)
        .join(', '),
    ]),
    ...pair(
      ['requestMedian', 'requestMost'],
      'files opened to understand a request',
      requestCosts(),
      'of its context: route, act, command, decision with its list, folding, what prepares it, and each file that the decision imports directly, types included',
    ),
    ...(answers
      ? [
          row('answers', `operations with a described answer, of ${answers.operations}`, answers.described, [
            'operations of the OpenAPI document whose every good answer has a schema with content, or a type of file',
            `${answers.described} of ${answers.operations}`,
          ]),
        ]
      : []),
  ].map((figure) => ({
    ...figure,
    goal: figure.id === 'answers' ? figure.goal * answers.operations : figure.goal,
    met:
      figure.id === 'answers' ? answers.described >= answers.operations * figure.goal : figure.measured <= figure.goal,
  }));
};

const verdict = ({ goal, met }) => (goal === undefined ? '' : met ? 'met' : 'not met');

export const asText = (figures) =>
  figures
    .flatMap(({ what, measured, goal, met, definition, names }) => [
      `${String(measured).padStart(4)}  ${what}${goal === undefined ? '' : ` (goal ${goal}: ${verdict({ goal, met })})`}`,
      `        counted: ${definition}`,
      ...(names ? [`        ${names}`] : []),
    ])
    .join('\n');

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(asText(measure()));
