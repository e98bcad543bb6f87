import { Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { mayReadMeeting } from '#decision';
import { Engine, RuleBroken } from '#event-sourcing';
import { AllowedActs, Asks, type Asker, type Thing } from '#event-sourcing-nest';
import { round as roundDecider, Visibility } from '#rectification';
import { serverActs } from '../acts.js';
import type { ActionsTold } from './answers.js';
import { Asking, type AskingOne } from './asking.js';

/** What may be done to one thing now, by the one who asks: judged by the decisions themselves, and nothing is stored. */
@Controller('api/v1')
@ApiTags('actions 可办事项')
export class ActionsController {
  constructor(
    private readonly allowed: AllowedActs,
    private readonly visibility: Visibility,
    private readonly engine: Engine,
  ) {}

  @Asks(serverActs.ListActions, 'issues/:id/actions', 'ListIssueActions')
  async ofIssue(@Asking() asker: AskingOne, @Param('id') id: string): Promise<ActionsTold> {
    const scope = await this.visibility.now(asker.reader);
    return this.#told({ about: 'issue', id }, asker, scope?.issues.has(id) ?? true);
  }

  @Asks(serverActs.ListActions, 'tasks/:id/actions', 'ListTaskActions')
  async ofTask(@Asking() asker: AskingOne, @Param('id') id: string): Promise<ActionsTold> {
    const scope = await this.visibility.now(asker.reader);
    return this.#told({ about: 'task', id }, asker, scope?.tasks.has(id) ?? true);
  }

  /** `:id` is the round: it has one plan. Before the first is submitted, what may be done to it is to submit it. */
  @Asks(serverActs.ListActions, 'rounds/:id/plan/actions', 'ListPlanActions')
  async ofPlan(@Asking() asker: AskingOne, @Param('id') id: string): Promise<ActionsTold> {
    const scope = await this.visibility.now(asker.reader);
    const { version } = await this.engine.lookup.state(roundDecider, id);
    if (version === 0 || scope?.rounds.has(id) === false) throw new RuleBroken('plan.unknown', { id });
    return { items: await this.allowed.on({ about: 'plan', id }, asker) };
  }

  @Asks(serverActs.ListActions, 'rounds/:id/actions', 'ListRoundActions')
  async ofRound(@Asking() asker: AskingOne, @Param('id') id: string): Promise<ActionsTold> {
    const scope = await this.visibility.now(asker.reader);
    return this.#told({ about: 'round', id }, asker, scope?.rounds.has(id) ?? true);
  }

  @Asks(serverActs.ListMeetingActions, 'meetings/:id/actions')
  async ofMeeting(@Asking() asker: AskingOne, @Param('id') id: string): Promise<ActionsTold> {
    const isSeen = await mayReadMeeting(this.engine.lookup, id, asker.actor);
    return this.#told({ about: 'meeting', id }, asker, isSeen);
  }

  @Asks(serverActs.ListMeetingActions, 'meetings/:id/items/:itemId/actions', 'ListItemActions')
  async ofItem(
    @Asking() asker: AskingOne,
    @Param('id') id: string,
    @Param('itemId') itemId: string,
  ): Promise<ActionsTold> {
    const isSeen = await mayReadMeeting(this.engine.lookup, id, asker.actor);
    await this.#expectThere('meeting', id, isSeen);
    return { items: await this.allowed.on({ about: 'item', id, parts: { itemId } }, asker) };
  }

  async #told(thing: Thing, asker: Asker, isSeen: boolean): Promise<ActionsTold> {
    await this.#expectThere(thing.about, thing.id, isSeen);
    return { items: await this.allowed.on(thing, asker) };
  }

  /** What somebody does not see is not there for them. */
  async #expectThere(category: string, id: string, isSeen: boolean): Promise<void> {
    const decider = this.engine.contexts.flatMap(({ deciders }) => deciders).find((one) => one.category === category)!;
    const { version } = await this.engine.lookup.state(decider, id);
    if (version === 0 || !isSeen) throw new RuleBroken(`${category}.unknown`, { id });
  }
}
