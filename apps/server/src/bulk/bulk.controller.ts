import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { SheetColumns } from '#contracts';
import { readSheet } from '#disclosure';
import { type Actor, type CommandClass, Engine, RuleBroken } from '#event-sourcing';
import { BadShape, Calls, commandFrom, sentRows } from '#event-sourcing-nest';
import type { GuardedRequest } from '#identity';
import { AssignIssue, ClaimIssue, PlanTask, Visibility } from '#rectification';
import { serverActs } from '../acts.js';
import { BulkBody, MOST_ROWS, TakesMany } from './bulk-body.js';
import { BulkCommands } from './bulk-commands.js';
import type { BulkTold } from './bulk-told.js';
import { assignmentColumns, claimColumns, taskColumns } from './sheet-columns.js';
import { SheetNames } from './sheet-names.js';

type Request = GuardedRequest & Pick<FastifyRequest, 'id' | 'body'>;
type Row = Readonly<Record<string, unknown>>;
type Sees = (row: Row) => Promise<void>;

interface Many {
  readonly type: CommandClass;
  readonly columns: SheetColumns;
  readonly request: Request;
  readonly body: BulkBody;
  readonly sees: Sees;
  /** Of the path, the same for each row. */
  readonly params?: Readonly<Record<string, string>>;
}

const one = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header);

const text = (value: unknown): value is string => typeof value === 'string';

const ifMatch = (version: unknown): string => (version === undefined ? '*' : `"${String(version)}"`);

const inRow = (row: Row): string => {
  const { id } = row;
  if (!text(id)) throw new BadShape([{ field: 'id', message: 'id 须为事项编号 / id must be the id of the thing' }]);
  return id;
};

/** One request for many of an act: what is wrong is told row by row. */
@Controller('api/v1')
@ApiTags('bulk 批量办理')
export class BulkController {
  constructor(
    private readonly bulk: BulkCommands,
    private readonly visibility: Visibility,
    private readonly engine: Engine,
  ) {}

  @Post('issues/assignments')
  @HttpCode(200)
  @Calls(serverActs.AssignIssues)
  @TakesMany('AssignIssue', 'each')
  assign(@Req() request: Request, @Body() body: BulkBody): Promise<BulkTold> {
    return this.#many({
      type: AssignIssue,
      columns: assignmentColumns,
      request,
      body,
      sees: this.#seesIssue(request.actor!),
    });
  }

  @Post('issues/claims')
  @HttpCode(200)
  @Calls(serverActs.ClaimIssues)
  @TakesMany('ClaimIssue', 'each')
  claim(@Req() request: Request, @Body() body: BulkBody): Promise<BulkTold> {
    return this.#many({
      type: ClaimIssue,
      columns: claimColumns,
      request,
      body,
      sees: this.#seesIssue(request.actor!),
    });
  }

  @Post('rounds/:roundId/tasks/planning')
  @HttpCode(200)
  @Calls(serverActs.PlanTasks)
  @ApiParam({ name: 'roundId', schema: { type: 'string' } })
  @TakesMany('PlanTask', 'new')
  async plan(@Req() request: Request, @Param('roundId') roundId: string, @Body() body: BulkBody): Promise<BulkTold> {
    const sees = await this.#seesIssuesOf(request.actor!, roundId);
    return this.#many({ type: PlanTask, columns: taskColumns, request, body, sees, params: { roundId } });
  }

  async #many({ type, columns, request, body, sees, params }: Many): Promise<BulkTold> {
    const { actor, headers, id: correlationId } = request;
    const sent = await sentRows(body, { readSheet, columns, mostRows: MOST_ROWS });
    const roundId = params?.['roundId'] ?? body.roundId;
    const names = new SheetNames(this.engine, this.visibility, { who: actor!, roundId });
    const read = async (at: number, commandId: string) => {
      const row = sent.sheet ? await names.named(sent.rows[at]!) : sent.rows[at]!;
      const { id: _, version, ...fields } = row;
      await sees(row);
      const asOne = { 'idempotency-key': `${commandId}/${at}`, 'if-match': ifMatch(version) };
      return commandFrom(type, {
        ...request,
        actor,
        authority: request.authority,
        reauthorize: request.reauthorize,
        receivedAt: request.receivedAt,
        id: correlationId,
        params: params ?? { id: inRow(row) },
        headers: asOne,
        body: fields,
      });
    };
    const { allOrNothing, dryRun } = body;
    const key = one(headers['idempotency-key']);
    const of = sent.sheet && roundId;
    return this.bulk.take({ act: type.name, actor: actor!, correlationId, key, sent, of, allOrNothing, dryRun, read });
  }

  /** What somebody does not see is not there for them, whatever they would do to it. */
  #seesIssue(who: Actor): Sees {
    const scope = this.visibility.now(who);
    return async (row) => {
      const id = inRow(row);
      if ((await scope)?.issues.has(id) === false) throw new RuleBroken('issue.unknown', { id });
    };
  }

  /** A round that somebody does not see is refused before any row. */
  async #seesIssuesOf(who: Actor, roundId: string): Promise<Sees> {
    const sight = await this.visibility.now(who);
    if (sight?.rounds.has(roundId) === false) throw new RuleBroken('round.unknown', { id: roundId });
    return async ({ issueIds }) => {
      const ids = Array.isArray(issueIds) ? issueIds.filter(text) : [];
      const hidden = sight ? ids.filter((id) => !sight.issues.has(id)) : [];
      if (hidden.length > 0) throw new RuleBroken('issue.unknown', { field: 'issueIds', ids: hidden });
    };
  }
}
