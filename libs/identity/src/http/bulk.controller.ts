import {
  Body,
  Controller,
  createParamDecorator,
  type ExecutionContext,
  Header,
  HttpCode,
  Inject,
  Post,
} from '@nestjs/common';
import { ApiBody, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { ReadSheet } from '#contracts';
import { Engine, RuleBroken } from '#event-sourcing';
import { Calls, manyRowsSchema, newId } from '#event-sourcing-nest';
import { identityActs } from '../acts.js';
import type { BulkRequest } from './bulk/bulk-request.js';
import { PeopleRegistration } from './bulk/people-registration.js';
import type { PeopleRegistered } from './bulk/people-told.js';
import { confirmResets, type ResetsConfirmed } from './bulk/reset-confirmations.js';
import { must } from '../domain/commands.js';
import type { GuardedRequest } from '../rights/authentication.js';
import { Passwords } from '../sign-in/passwords.js';
import { ConfirmResets, RegisterPeople } from './bulk-bodies.js';

const LONGEST_KEY = 200;

/** Injection token: how sheets are read. */
export const READ_SHEET = Symbol('read sheet');

const Bulk = createParamDecorator((_: unknown, context: ExecutionContext): BulkRequest => {
  const request = context.switchToHttp().getRequest<GuardedRequest & { readonly id: string }>();
  const { actor, proof, authority, headers, id: correlationId } = request;
  must(actor, 'sign-in.required');
  const key = String(headers['idempotency-key'] ?? newId());
  if (key.length < 1 || key.length > LONGEST_KEY)
    throw new RuleBroken('request.bad-idempotency-key', { length: key.length });
  return { actor, proof, authority, key, correlationId };
});

const idempotencyKey = ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  description: 'One for the whole: a repetition stores nothing twice, and tells which rows were stored before.',
});

const list = (name: string) => ({ type: 'array', items: { $ref: `#/components/schemas/${name}` } });

/** Many in one request. */
@Controller('api/v1')
@ApiTags('people 人员')
export class BulkController {
  readonly #people: PeopleRegistration;

  constructor(
    private readonly engine: Engine,
    passwords: Passwords,
    @Inject(READ_SHEET) readSheet: ReadSheet,
  ) {
    this.#people = new PeopleRegistration(engine, passwords, readSheet);
  }

  /** One-time passwords are in this answer and nowhere else. */
  @Post('people/bulk')
  @HttpCode(200)
  @Calls(identityActs.RegisterPeople)
  @Header('Cache-Control', 'no-store')
  @idempotencyKey
  @ApiBody({
    schema: {
      type: 'object',
      properties: {
        units: list('UnitRowBody'),
        rows: list('PersonRowBody'),
        ...manyRowsSchema,
        registered: {
          type: 'boolean',
          default: false,
          description: 'The rows are of people who are registered: their accounts are opened, and nothing else.',
        },
        from: {
          type: 'string',
          format: 'date',
          description: 'Since when the posts are held for which a sheet names no day; today when absent.',
        },
      },
    },
  })
  register(@Body() body: RegisterPeople, @Bulk() request: BulkRequest): Promise<PeopleRegistered> {
    return this.#people.register(body, request);
  }

  @Post('accounts/reset-confirmations')
  @HttpCode(200)
  @Calls(identityActs.ConfirmResets)
  @idempotencyKey
  @ApiBody({ schema: { $ref: '#/components/schemas/ConfirmResets' } })
  confirm(@Body() { accountIds }: ConfirmResets, @Bulk() request: BulkRequest): Promise<ResetsConfirmed> {
    return confirmResets(this.engine, accountIds, request);
  }
}
