import { Controller, Param, Query, UseGuards } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Found, Listed, Versioned } from '#contracts';
import { type Actor, type Receipt, streamName } from '#event-sourcing';
import { Asks, Commanded, Does, MomentQuery, SignedIn } from '#event-sourcing-nest';
import { rectificationActs } from '../acts.js';
import { AssignTask } from '../domain/task/assignment.js';
import { AttachTaskEvidence, CompleteTask, ReportTaskProgress } from '../domain/task/work.js';
import { CorrectTask } from '../domain/task/planning.js';
import { task } from '../domain/task/task.js';
import { mustBeDelivered } from '../projections/round/before-delivery.js';
import { rounds } from '../projections/round/rounds.js';
import { listTasks, type TaskRow, tasks } from '../projections/tasks.js';
import { TasksQuery } from './queries.js';
import { TaskGuard } from '../visibility/visibility.guards.js';
import { Visibility } from '../visibility/visibility.js';

@Controller('api/v1/tasks')
@ApiTags('tasks 整改任务')
@UseGuards(TaskGuard)
export class TasksController {
  constructor(
    private readonly commands: CommandBus,
    private readonly visibility: Visibility,
  ) {}

  @Does(rectificationActs.AssignTask, ':id/assignment')
  assignTask(@Commanded() command: AssignTask): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.CorrectTask, ':id/corrections')
  correctTask(@Commanded() command: CorrectTask): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.ReportTaskProgress, ':id/progress')
  reportTaskProgress(@Commanded() command: ReportTaskProgress): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.AttachTaskEvidence, ':id/evidence')
  attachTaskEvidence(@Commanded() command: AttachTaskEvidence): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.CompleteTask, ':id/completion')
  completeTask(@Commanded() command: CompleteTask): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Asks(rectificationActs.ListTasks)
  async list(@SignedIn() who: Actor, @Query() query: TasksQuery): Promise<Listed<Versioned<TaskRow>>> {
    const views = await this.visibility.viewsOf(who);
    const of = { views: [tasks, rounds] as const, stream: ({ id }: TaskRow) => streamName(task.category, id) };
    return views.list(of, query, async (reader, moment) => {
      await mustBeDelivered(reader, { ...query, ...moment });
      return listTasks(reader, { ...query, ...moment });
    });
  }

  @Asks(rectificationActs.FindTask, ':id')
  async find(@SignedIn() who: Actor, @Param('id') id: string, @Query() query: MomentQuery): Promise<Found<TaskRow>> {
    const views = await this.visibility.viewsOf(who, { decider: task, id });
    return views.one<TaskRow>({ id, view: tasks, decider: task, unknown: 'task.unknown' }, query);
  }
}
