import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answers } from '../http/answers.js';
import { usageOf } from '../http/request-usage.js';
import { CurrentSubject } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import type { RawQuery } from '../records/query-text.js';
import { TaskList } from './task-list.js';
import type { TaskPage } from './task-list.js';
import { TaskPageWire } from './task-page.wire.js';
import { TASK_STATES } from './task-query.js';

@ApiTags('tasks')
@Controller('api/v1/tasks')
export class TasksController {
  constructor(private readonly tasks: TaskList) {}

  @Get()
  @ApiOperation({ summary: 'Lists your tasks with the facts that decide, the newest first' })
  @Answers(TaskPageWire)
  @ApiQuery({ name: 'state', required: false, enum: TASK_STATES })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  list(
    @CurrentSubject() subject: Subject,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
  ): Promise<TaskPage> {
    return this.tasks.page(subject, query, usageOf(request));
  }
}
