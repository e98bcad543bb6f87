import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { ProblemTexts } from '#contracts';
import { Engine } from '#event-sourcing';
import { ACT_EXTENSION, ACTS, type DeclaredActs, isRouted } from '#event-sourcing-nest';
import { answerResponses, summaryOf } from './answer-responses.js';
import { type AnswerSchemas, readAnswerSchemas } from './answers.js';
import { operationsOf, type Routed, type Schemas } from './document.js';
import { type Described, problemEntrySchema, problemResponses, problemSchema } from './problem-responses.js';
import { bodySchemas, reachable, toldApart, withoutPathParts } from './schemas.js';
import { describeParameters, tagsOf } from './words.js';

const config = () =>
  new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Rectify')
    .setDescription('巡察整改:问题、任务、进展、销号与全过程留痕 · Rectification of inspection findings')
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .addBearerAuth()
    .build();

const described = (routed: Routed, acts: DeclaredActs): Described => {
  const named = (routed.operation as { readonly [ACT_EXTENSION]?: string })[ACT_EXTENSION];
  const act = acts.get(named ?? '');
  return { ...routed, act: act && isRouted(act) ? act : undefined };
};

const RECEIPT = {
  id: '0192a3b4-5c6d-7e8f-9012-3456789abcde',
  stream: 'issue-0192a3b4-5c6d-7e8f-9012-3456789abcde',
  version: 4,
  position: '42',
  commandId: '0192a3b4-5c6d-7e8f-9012-3456789abcdf',
  events: [{ id: '0192a3b4-5c6d-7e8f-9012-3456789abcdf', type: 'ProgressReported' }],
  repeated: false,
};

const ownSchemas = (texts: ProblemTexts, { schemas: { Receipt } }: AnswerSchemas): Schemas => ({
  Problem: problemSchema(texts),
  ProblemEntry: problemEntrySchema(texts),
  ...(Receipt ? { Receipt: { ...Receipt, examples: [RECEIPT] } } : {}),
});

/**
 * OpenAPI 3.1 from the routes, their acts, the validators of the command classes and the types of the answers: nothing is
 * declared twice.
 */
export const openApiOf = (
  app: INestApplication,
  texts: ProblemTexts,
  made: AnswerSchemas = readAnswerSchemas(),
): OpenAPIObject => {
  const document = SwaggerModule.createDocument(app, config(), { operationIdFactory: (_, method) => method });
  const bodies = { ...bodySchemas(app.get(Engine)), ...document.components?.schemas };
  const answers = toldApart(made, bodies);
  const acts = app.get<DeclaredActs>(ACTS);
  for (const routed of operationsOf(document)) {
    const { operation } = routed;
    const one = described(routed, acts);
    withoutPathParts(routed, bodies);
    describeParameters(operation);
    operation.summary = summaryOf(operation);
    operation.responses = { ...answerResponses(one, answers), ...problemResponses(one) };
  }
  document.tags = tagsOf(operationsOf(document).map(({ operation }) => operation));
  const all = { ...bodies, ...answers.schemas, ...ownSchemas(texts, answers) };
  document.components = { ...document.components, schemas: reachable(document.paths, all) };
  return document;
};

/** Throws at the start, not at the first reader, when the build did not make the schemas of the answers. */
export const serveOpenApi = (app: INestApplication, texts: ProblemTexts): void => {
  const answers = readAnswerSchemas();
  SwaggerModule.setup('api/docs', app, () => openApiOf(app, texts, answers), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Rectify API',
  });
};
