import { Controller, Param, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Receipt } from '#event-sourcing';
import { Asks, Commanded, Does, MomentQuery, Views } from '#event-sourcing-nest';
import { AssignTask, AttachTaskEvidence, CompleteTask, ReportTaskProgress } from '../domain/task/commands.js';
import { task } from '../domain/task/task.js';
import { listTasks, tasks } from '../projections/tasks.js';
import { TasksQuery } from './queries.js';

@Controller('api/v1/tasks')
@ApiTags('tasks 整改任务')
export class TasksController {
  constructor(
    private readonly commands: CommandBus,
    private readonly views: Views,
  ) {}

  @Does(AssignTask, ':id/assignment')
  assignTask(@Commanded() command: AssignTask): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(ReportTaskProgress, ':id/progress')
  reportTaskProgress(@Commanded() command: ReportTaskProgress): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(AttachTaskEvidence, ':id/evidence')
  attachTaskEvidence(@Commanded() command: AttachTaskEvidence): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(CompleteTask, ':id/completion')
  completeTask(@Commanded() command: CompleteTask): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Asks('ListTasks')
  list(@Query() query: TasksQuery): Promise<object> {
    return this.views.ask([tasks], query, (reader, moment) => listTasks(reader, { ...query, ...moment }));
  }

  @Asks('FindTask', ':id')
  find(@Param('id') id: string, @Query() query: MomentQuery): Promise<object> {
    return this.views.one({ id, view: tasks, decider: task, unknown: 'task.unknown' }, query);
  }
}
