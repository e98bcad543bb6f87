import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, IsOptional } from 'class-validator';
import { ManyRows, manyRowsSchema } from '#event-sourcing-nest';
import { IsId } from '#shapes';

export const MOST_ROWS = 500;

export class BulkBody extends ManyRows {
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ROWS)
  @IsObject({ each: true })
  rows?: Record<string, unknown>[];
  /** Of the issues that a sheet names by their numbers. */
  @IsOptional() @IsId() roundId?: string;
}

const onOne = {
  type: 'object',
  properties: {
    id: { type: 'string', description: 'Of the thing acted on.' },
    version: { type: 'integer', minimum: 1, description: 'As it was seen; any when left out.' },
  },
  required: ['id'],
};

const roundId = { type: 'string', description: 'Of the issues that a sheet names by their numbers.' };

/** The body of a route that takes many of an act; each row is the act's own body, beside the thing that it is about. */
export const TakesMany = (act: string, about: 'each' | 'new'): MethodDecorator => {
  const body = { $ref: `#/components/schemas/${act}` };
  const row = about === 'each' ? { allOf: [body, onOne] } : body;
  return applyDecorators(
    ApiBody({
      schema: {
        type: 'object',
        properties: {
          rows: { type: 'array', minItems: 1, maxItems: MOST_ROWS, items: row },
          ...manyRowsSchema,
          ...(about === 'each' ? { roundId } : {}),
        },
        additionalProperties: false,
      } as object,
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Of the whole: a repetition under it is answered as the first request was, row by row.',
    }),
  );
};
