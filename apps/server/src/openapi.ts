import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
// @ts-expect-error -- the package declares no types for this file, and offers the storage nowhere else
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { targetConstructorToSchema, validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { problemStatus, type ProblemTexts } from '#contracts';
import { Engine } from '#event-sourcing';

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

const problemSchema = (texts: ProblemTexts): Schema => ({
  type: 'object',
  required: ['type', 'status', 'title', 'titleEn', 'code'],
  properties: {
    type: { type: 'string' },
    status: { type: 'integer' },
    title: { type: 'string', description: '中文' },
    titleEn: { type: 'string' },
    code: { type: 'string', enum: Object.keys(texts).sort() },
    instance: { type: 'string', description: 'id of the request, as in the log' },
    details: { type: 'object', additionalProperties: true },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { field: { type: 'string' }, message: { type: 'string' } } },
    },
  },
});

const problemResponse = (status: number) => ({
  description: `Problem (${status})`,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const withProblems = (document: OpenAPIObject, texts: ProblemTexts): void => {
  const statuses = [...new Set(Object.values(texts).map(({ kind }) => problemStatus[kind]))].sort();
  for (const path of Object.values(document.paths)) {
    for (const operation of [path.get, path.post, path.put, path.delete]) {
      if (!operation) continue;
      for (const status of statuses) operation.responses[String(status)] ??= problemResponse(status);
    }
  }
};

/** A command's field that stands in the path is not asked for in the body as well. */
const withoutPathParts = (path: string, body: Schema | undefined): void => {
  if (!body || !('properties' in body)) return;
  const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  for (const name of parts) delete body.properties?.[name];
  body.required = body.required?.filter((name) => !parts.includes(name));
};

/** OpenAPI 3.1 from the routes and the validators of the command classes: nothing is declared twice. */
export const openApiOf = (app: INestApplication, texts: ProblemTexts): OpenAPIObject => {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Rectify')
    .setDescription('巡察整改:问题、任务、进展、销号与全过程留痕 · Rectification of inspection findings')
    .setVersion('1')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: (_, method) => method });
  const options = {
    classTransformerMetadataStorage: defaultMetadataStorage,
    refPointerPrefix: '#/components/schemas/',
  };
  const commands = app.get(Engine).commands.map((type) => [type.name, targetConstructorToSchema(type, options)]);
  const schemas = {
    ...(validationMetadatasToSchemas(options) as Record<string, Schema>),
    ...(Object.fromEntries(commands) as Record<string, Schema>),
  };
  document.components = {
    ...document.components,
    schemas: { ...schemas, ...document.components?.schemas, Problem: problemSchema(texts) },
  };
  for (const [path, { post }] of Object.entries(document.paths))
    withoutPathParts(path, schemas[post?.operationId ?? '']);
  withProblems(document, texts);
  return document;
};

export const serveOpenApi = (app: INestApplication, texts: ProblemTexts): void => {
  SwaggerModule.setup('api/docs', app, () => openApiOf(app, texts), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Rectify API',
  });
};
