// Finds the acts that an acts.ts declares, each with the TypeScript of its answer.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Where in its type arguments a call names the answer, and what is answered when it names none. */
const ANSWER = {
  does: { at: 1, otherwise: 'Receipt' },
  asks: { at: 0 },
  asksFile: { at: 0 },
  calls: { at: 0 },
};

const declarationIn = (source) => {
  let found;
  const look = (node) => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'declare') found ??= node;
    else ts.forEachChild(node, look);
  };
  look(source);
  return found;
};

const UNTYPED = /^(any|unknown)?$/;

const kindOf = (call, source) => (ts.isCallExpression(call) ? call.expression.getText(source) : '');

/** Throws, naming the file, when an act does not say what it answers. */
const answerOf = ({ name, initializer: call }, { file, source }) => {
  const act = name.getText(source);
  const kind = kindOf(call, source);
  if (!Object.hasOwn(ANSWER, kind)) {
    throw new Error(`${file}: ${act} is not declared by does, asks, asksFile, calls or internal`);
  }
  const { at, otherwise = '' } = ANSWER[kind];
  const answer = call.typeArguments?.[at]?.getText(source) ?? otherwise;
  if (UNTYPED.test(answer)) {
    throw new Error(`${file}: ${act} does not say what it answers; write ${kind}<ItsAnswer>(...)`);
  }
  return { name: act, kind, answer };
};

const RECEIPT = `import type { Receipt as DefaultReceipt } from '#event-sourcing';`;

/** Imports and own types of the file, and one exported type for each act: what the schemas are made from. */
const answersModule = (source, acts) => {
  const kept = source.statements.filter(
    (one) => ts.isImportDeclaration(one) || ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one),
  );
  const types = acts.map(({ name, answer }) => `export type AnswerOf_${name} = ${answer};`);
  const knowsReceipt = kept.some((one) => /\bReceipt\b/.test(one.getText(source)));
  const receipt = knowsReceipt ? [] : [RECEIPT, 'type Receipt = DefaultReceipt;'];
  return [...kept.map((one) => one.getText(source)), ...receipt, ...types].join('\n');
};

/** The acts of one file with the text of a module that exports the types of their answers. */
export const actsOfFile = (file, root, text = readFileSync(join(root, file), 'utf8')) => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const declared = declarationIn(source)?.arguments[1];
  if (!declared) throw new Error(`${file}: declares no acts`);
  const acts = declared.properties
    .filter((one) => ts.isPropertyAssignment(one) && kindOf(one.initializer, source) !== 'internal')
    .map((one) => answerOf(one, { file, source }));
  return { file, acts, module: answersModule(source, acts) };
};
