// JSON Schemas of the answers, made from their TypeScript types.
import { dirname, join, relative, resolve } from 'node:path';
import tsj from 'ts-json-schema-generator';
import ts from 'typescript';

const { createFormatter, createParser, Context, DefinitionType, DEFAULT_CONFIG, ExposeNodeParser, symbolAtNode } = tsj;

const CONFIG = { ...DEFAULT_CONFIG, expose: 'all', encodeRefs: false, sortProps: false, functions: 'hide' };

const fromLibrary = (file) => file.includes('/node_modules/');

/** Two files may each have a type of one name: a definition is known by name and file until readable names are given. */
const tellFilesApart = (parser, root) => {
  const { isExportNode } = parser;
  parser.isExportNode = function isOurs(node) {
    return !fromLibrary(node.getSourceFile().fileName) && isExportNode.call(this, node);
  };
  parser.getDefinitionName = (node, context) => {
    const args = context.getArguments().map((arg) => arg?.getName());
    const file = relative(root, node.getSourceFile().fileName);
    return `${symbolAtNode(node).name}@${file}${args.length ? `<${args.join(',')}>` : ''}`;
  };
};

const optionsOf = (root) => {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  return ts.parseJsonConfigFileContent({ ...config.config, files: [], include: [] }, ts.sys, root).options;
};

const moduleBeside = (file, root) => resolve(root, dirname(file), 'answers-of-acts.ts');

/** A program whose only roots are the modules beside the acts, which no disk holds. */
const programOf = (files, root) => {
  const options = { ...optionsOf(root), noEmit: true, noUnusedLocals: false };
  const host = ts.createCompilerHost(options, true);
  const virtual = new Map(files.map(({ file, module }) => [moduleBeside(file, root), module]));
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => virtual.has(name) || fileExists.call(host, name);
  host.readFile = (name) => virtual.get(name) ?? readFile.call(host, name);
  host.getSourceFile = (name, target, ...more) =>
    virtual.has(name)
      ? ts.createSourceFile(name, virtual.get(name), target, true)
      : getSourceFile.call(host, name, target, ...more);
  return ts.createProgram([...virtual.keys()], options, host);
};

/** The module beside a file, once the compiler finds nothing wrong with it. */
const checkedSource = (program, file, root) => {
  const source = program.getSourceFile(moduleBeside(file, root));
  const [wrong] = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  if (wrong) throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(wrong.messageText, '\n')}`);
  return source;
};

const typesIn = (source) =>
  new Map(source.statements.filter(ts.isTypeAliasDeclaration).map((alias) => [alias.name.text, alias.type]));

/** Every answer as schema, and what they refer to under names that hold the file. */
export const rawSchemas = (files, root) => {
  tellFilesApart(ExposeNodeParser.prototype, root);
  const program = programOf(files, root);
  const parser = createParser(program, CONFIG);
  const formatter = createFormatter(CONFIG);
  const definitions = new Map();
  const keep = (type) => {
    const children = formatter.getChildren(type).filter((child) => child instanceof DefinitionType);
    for (const child of children.filter((one) => !definitions.has(one.getName())))
      definitions.set(child.getName(), formatter.getDefinition(child.getType()));
  };
  const schemaOf = (node, { file, name }) => {
    try {
      const type = parser.createType(node, new Context());
      keep(type);
      return formatter.getDefinition(type);
    } catch (cause) {
      throw new Error(`${file}: no schema can be made for the answer of ${name}: ${cause.message}`, { cause });
    }
  };
  const answers = files.flatMap(({ file, acts }) => {
    const types = typesIn(checkedSource(program, file, root));
    return acts.map(({ name }) => ({ name, schema: schemaOf(types.get(`AnswerOf_${name}`), { file, name }) }));
  });
  return { answers, definitions };
};
