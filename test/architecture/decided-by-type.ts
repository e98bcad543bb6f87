import ts from 'typescript';

export interface Source {
  readonly file: string;
  readonly text: string;
}

type Found = readonly ts.Node[];

const parsed = ({ file, text }: Source): ts.SourceFile => ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);

const all = (root: ts.Node, wanted: (node: ts.Node) => boolean): Found => {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (wanted(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
};

const told = (nodes: Found): string[] =>
  nodes.map((node) => {
    const source = node.getSourceFile();
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    return `${source.fileName}:${line + 1} ${node.getText().replaceAll(/\s+/g, ' ')}`;
  });

/** Classes that implement one of the interfaces: which of them is there is for the composition alone to know. */
export const implementing = (sources: readonly Source[], ports: ReadonlySet<string>): Set<string> => {
  const classes = sources.flatMap((source) => all(parsed(source), ts.isClassDeclaration)) as ts.ClassDeclaration[];
  const clauses = (one: ts.ClassDeclaration) => one.heritageClauses?.flatMap(({ types }) => [...types]) ?? [];
  return new Set(
    classes
      .filter((one) => clauses(one).some(({ expression }) => ports.has(expression.getText())))
      .map(({ name }) => name!.text),
  );
};

const isNamed = (node: ts.Node, names: ReadonlySet<string>): boolean => ts.isIdentifier(node) && names.has(node.text);

export const askedForTheirClass = (sources: readonly Source[], adapters: ReadonlySet<string>): string[] =>
  sources.flatMap((source) =>
    told(
      all(
        parsed(source),
        (node) =>
          ts.isBinaryExpression(node) &&
          node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword &&
          isNamed(node.right, adapters),
      ),
    ),
  );

const TEXTS = new Set(['message', 'stack']);
/** Names under which an error is at hand. */
const ERROR = /^(e|err|error|cause|failure|reason|thrown)$|(Error|Failure)$/;

const isErrorText = (node: ts.Node): boolean => {
  if (ts.isPropertyAccessExpression(node)) return TEXTS.has(node.name.text);
  return (
    ts.isCallExpression(node) &&
    node.expression.getText() === 'String' &&
    ERROR.test(node.arguments[0]?.getText() ?? '')
  );
};

/** The text itself, a method of it, or one of two values: `(error as Error).message.trim()`, `text ?? error.message`. */
const isTextOf = (node: ts.Node, isText: (node: ts.Node) => boolean): boolean => {
  const among = (...nodes: readonly ts.Node[]) => nodes.some((one) => isTextOf(one, isText));
  if (isText(node)) return true;
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
    return among(node.expression.expression);
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return among(node.expression);
  if (ts.isConditionalExpression(node)) return among(node.whenTrue, node.whenFalse);
  return ts.isBinaryExpression(node) && among(node.left, node.right);
};

const valueOf = (node: ts.Node | undefined): ts.Node | undefined =>
  node && ts.isArrowFunction(node) && !ts.isBlock(node.body) ? node.body : node;

/** Constants and functions of a file whose value is an error's text. */
const namesOfTexts = (root: ts.Node): Set<string> =>
  new Set(
    (all(root, ts.isVariableDeclaration) as ts.VariableDeclaration[]).flatMap(({ name, initializer }) => {
      const value = valueOf(initializer);
      return ts.isIdentifier(name) && value && isTextOf(value, isErrorText) ? [name.text] : [];
    }),
  );

const OF_TEXTS = new Set(['includes', 'startsWith', 'endsWith', 'match', 'matchAll', 'search', 'indexOf']);
const OF_PATTERNS = new Set(['test', 'exec']);
const EQUAL: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

/** What the node compares with a text or a pattern of the program, when it does. */
const compared = (node: ts.Node): readonly ts.Node[] => {
  if (ts.isBinaryExpression(node) && EQUAL.has(node.operatorToken.kind)) {
    const sides = [node.left, node.right];
    return sides.some(ts.isStringLiteralLike) ? sides : [];
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { expression, name } = node.expression;
  if (OF_TEXTS.has(name.text)) return [expression];
  return OF_PATTERNS.has(name.text) ? [...node.arguments] : [];
};

export const askedForTheirText = (sources: readonly Source[]): string[] =>
  sources.flatMap((source) => {
    const root = parsed(source);
    const names = namesOfTexts(root);
    const isText = (node: ts.Node): boolean =>
      isErrorText(node) || (ts.isCallExpression(node) ? isNamed(node.expression, names) : isNamed(node, names));
    return told(all(root, (node) => compared(node).some((one) => isTextOf(one, isText))));
  });
