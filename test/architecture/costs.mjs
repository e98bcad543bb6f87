// Counts the files that a change of a usual kind touches, on the sources as they are.
// `node test/architecture/costs.mjs` prints the table; costs.spec.ts adds what only a running server knows, and asserts.
import { pathToFileURL } from 'node:url';
import {
  commandCosts,
  contextCosts,
  declaredViewCosts,
  disclosedFieldFiles,
  disclosedFieldNames,
  eventCosts,
  fieldCosts,
  fieldFiles,
  FIELDS,
  issueOnlyFiles,
  median,
  most,
  neededCosts,
  requestCosts,
  usedBy,
  viewCosts,
} from './file-counts.mjs';

/**
 * The one place to tighten. `goal`: the most (of described answers: the least) that is wanted. `holds`: the spec
 * fails when it is not met; without it the figure is printed only.
 */
export const GOALS = {
  commandMedian: { goal: 5, holds: true },
  commandMost: { goal: 5, holds: false },
  commandNeeded: { goal: 5, holds: true },
  eventMedian: { goal: undefined, holds: false },
  field: { goal: 8, holds: false },
  fieldMedian: { goal: 8, holds: true },
  fieldMost: { goal: 8, holds: false },
  fieldEverywhere: { goal: 12, holds: false },
  fieldOfIssuesOnly: { goal: 12, holds: false },
  viewMedian: { goal: 2, holds: true },
  viewMost: { goal: 2, holds: false },
  viewDeclared: { goal: 2, holds: true },
  context: { goal: 2, holds: true },
  requestMedian: { goal: 7, holds: true },
  requestMost: { goal: 7, holds: false },
  requestUsedMedian: { goal: 7, holds: true },
  requestUsedMost: { goal: 7, holds: false },
  answers: { goal: 1, holds: true },
};

const isDescribed = ({ content } = {}) =>
  Object.entries(content ?? {}).some(([type, { schema = {} }]) =>
    /json/.test(type) ? '$ref' in schema || Object.keys(schema.properties ?? schema.items ?? {}).length > 0 : true,
  );

/** Nothing comes with 204, and with 302 nothing but the place to go to. */
const isWhole = (status, response) =>
  status === '204' || (status === '302' ? 'Location' in (response.headers ?? {}) : isDescribed(response));

/** Operations of an OpenAPI document, and how many of them describe every good answer. */
const answersIn = ({ paths }) => {
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  const described = operations.filter(({ responses }) => {
    const good = Object.entries(responses).filter(([status]) => /^(2\d\d|302)$/.test(status));
    return good.length > 0 && good.every(([status, response]) => isWhole(status, response));
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
  const answers = document && answersIn(document);
  return [
    ...pair(
      ['commandMedian', 'commandMost'],
      'a command on an existing thing',
      commandCosts(),
      `${everywhere} that name the command's class; also those that only use it (an import, a policy). Commands with a route whose path names the thing`,
    ),
    row('commandNeeded', 'of these, what a command cannot do without, most', most(neededCosts()).files.length, [
      'acts.ts, domain/, facts/ and http/ of its context without files of rules (…policies.ts) and http/bulk/: a rule is there for the business, and whatever sends a command (an import, a process, a sign-in, many in one request) could not without it',
      listed(most(neededCosts())),
    ]),
    row('eventMedian', `what a new event adds, median of ${events.length}`, median(sizes(events)), [
      `${everywhere} that name the event and none of its commands, without http/, which names none; views included, which may ignore it. test/architecture/event-names.json and docs/events.md come on top`,
      listed(most(events)),
    ]),
    row('field', 'the field dueOn/firstDueOn of an issue', fieldFiles().length, [
      'files of domain/issue, projections/issue and projections/ledger that name it: command, event, decision, state, detail, ledger; a rule or a filter that reads it counts',
      fieldFiles().join(', '),
    ]),
    ...pair(
      ['fieldMedian', 'fieldMost'],
      'a field of an assignment or a report of progress',
      fieldCosts(),
      `the same, for each of ${FIELDS.join(', ')}; other things of an issue that have the same name are counted with it`,
    ),
    row('fieldEverywhere', 'the same with import, export and report', disclosedFieldFiles().length, [
      'with the files of libs/disclosure that name it; fields of that name of a task are in them and cannot be told apart by the word',
      disclosedFieldNames().join(', '),
    ]),
    row('fieldOfIssuesOnly', 'supportingUnits, with import, export and report', issueOnlyFiles().length, [
      'the one among them that is a name of nothing else there: no task, no total',
      issueOnlyFiles().join(', '),
    ]),
    ...pair(
      ['viewMedian', 'viewMost'],
      'a view',
      viewCosts(),
      'its own file and those that import it, without http/, projections/ and what finds waiting work (…waiting.ts), which ask it',
    ),
    row('viewDeclared', 'a view, without all who ask it, most', most(declaredViewCosts()).files.length, [
      'the same without facts/, processes/, rights/ and visibility/, which ask it as http/ does',
      listed(most(declaredViewCosts())),
    ]),
    row('context', 'a context, outside its folder, most', most(contextCosts()).files.length, [
      'files under apps/, without tests and demonstration data, that import it or its module; those that use its acts or views are not counted',
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
    ...pair(
      ['requestUsedMedian', 'requestUsedMost'],
      'of these, files that the decision itself names',
      requestCosts(usedBy),
      'of what the decision imports only the files of which it, or what it calls in its own file, names something; domain/errors.ts, which binds the words must and obey, is not opened',
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
