import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsObject, IsOptional } from 'class-validator';

export const MOST_ROWS = 500;

export class BulkBody {
  /** true: when a row is refused, nothing is stored (409). false: what can be taken is taken. */
  @IsOptional() @IsBoolean() allOrNothing: boolean = false;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MOST_ROWS) @IsObject({ each: true }) rows!: Record<string, unknown>[];
}

const onOne = {
  type: 'object',
  properties: {
    id: { type: 'string', description: 'Of the thing acted on.' },
    version: { type: 'integer', minimum: 1, description: 'As it was seen; any when left out.' },
  },
  required: ['id'],
};

/** The body of a route that takes many of an act; each row is the act's own body, beside the thing that it is about. */
export const TakesMany = (act: string, about: 'each' | 'new'): MethodDecorator => {
  const body = { $ref: `#/components/schemas/${act}` };
  const row = about === 'each' ? { allOf: [body, onOne] } : body;
  return applyDecorators(
    ApiBody({
      schema: {
        type: 'object',
        required: ['rows'],
        properties: {
          allOrNothing: {
            type: 'boolean',
            default: false,
            description: 'true: when a row is refused, nothing is stored (409). false: what can be taken is taken.',
          },
          rows: { type: 'array', minItems: 1, maxItems: MOST_ROWS, items: row },
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
