import { Body, Controller, Get, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answers } from '../http/answers.js';
import { schemaObject } from '../http/schema-object.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { Requires } from '../identity/decorators.js';
import { InForce } from '../records/in-force.js';
import { idOf, limitParameter, textParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { userNames } from '../records/user-names.js';
import type { UserNames } from '../records/user-names.js';
import { Duties } from './duties.js';
import type { DutiesView } from './duties.js';
import { OpenTasks } from './open-tasks.js';
import type { OpenTaskPage } from './open-tasks.js';
import { changeActorOf } from './organisation-changes.js';
import { NewUser, UserChange, UserWire } from './organisation.wire.js';
import type { UserView } from './organisation.wire.js';
import { Staff } from './staff.js';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

/** People as administrators look after them. */
@ApiTags('organisation')
@Controller('api/v1')
@Requires('administer')
export class StaffController {
  constructor(
    private readonly staff: Staff,
    private readonly duties: Duties,
    private readonly tasks: OpenTasks,
    private readonly inForce: InForce,
  ) {}

  @Post('users')
  @ApiOperation({ summary: 'Makes an account for somebody; an invitation lets him choose a password' })
  @Answers(UserWire, 201)
  @ApiBody({ schema: schemaObject(NewUser) })
  @ApiResponse({ status: 422, description: 'the login is taken, or a department, post or role is unknown' })
  make(@Body(new SchemaPipe(NewUser)) person: NewUser, @Req() request: FastifyRequest): Promise<UserView> {
    return this.staff.make(changeActorOf(request), person);
  }

  @Patch('users/:id')
  @ApiOperation({
    summary: "Changes somebody's name, department, posts and roles, or switches the account off or on",
  })
  @Answers(UserWire)
  @ApiBody({ schema: schemaObject(UserChange) })
  @ApiResponse({ status: 422, description: 'an unknown department or post, or oneself switched off' })
  change(
    @Param('id') id: string,
    @Body(new SchemaPipe(UserChange)) change: UserChange,
    @Req() request: FastifyRequest,
  ): Promise<UserView> {
    return this.staff.change(changeActorOf(request), idOf(id), change);
  }

  @Get('users/:id/duties')
  @ApiOperation({ summary: 'Shows what hangs on a person: open tasks, departments led, deputies' })
  of(@Param('id') id: string): Promise<DutiesView> {
    return this.duties.of(idOf(id));
  }

  @Get('tasks-of-inactive')
  @ApiOperation({ summary: 'Lists open tasks that wait for people who have left, the oldest first' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  ofInactive(@Query() query: RawQuery): Promise<OpenTaskPage & { readonly users: UserNames }> {
    const limit = limitParameter(query, LIMIT_DEFAULT, LIMIT_MAX);
    const cursor = textParameter(query, 'cursor');
    return this.inForce.read(async ({ people }) => {
      const page = await this.tasks.page('inactive', limit, cursor);
      const assignees = page.data.map(({ assignee }) => assignee);
      return { value: { ...page, users: userNames(people, assignees) } };
    });
  }
}
