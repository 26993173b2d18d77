import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answers, AnswersNothing } from '../http/answers.js';
import { schemaObject } from '../http/schema-object.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { Requires } from '../identity/decorators.js';
import { Departments } from './departments.js';
import { changeActorOf } from './organisation-changes.js';
import { DepartmentChange, DepartmentWire, listOf, NewDepartment } from './organisation.wire.js';
import type { DepartmentView } from './organisation.wire.js';

/** Departments: everybody sees them, administrators change them. */
@ApiTags('organisation')
@Controller('api/v1/departments')
export class DepartmentsController {
  constructor(private readonly departments: Departments) {}

  @Get()
  @ApiOperation({ summary: 'Lists departments with what stands above them and who leads them' })
  @Answers(listOf(DepartmentWire))
  async list(): Promise<{ readonly data: readonly DepartmentView[] }> {
    return { data: await this.departments.list() };
  }

  @Requires('administer')
  @Post()
  @ApiOperation({ summary: 'Makes a department' })
  @Answers(DepartmentWire, 201)
  @ApiBody({ schema: schemaObject(NewDepartment) })
  @ApiResponse({
    status: 422,
    description: 'the key is taken, or the department above or the leader is unknown',
  })
  make(
    @Body(new SchemaPipe(NewDepartment)) department: NewDepartment,
    @Req() request: FastifyRequest,
  ): Promise<DepartmentView> {
    return this.departments.make(changeActorOf(request), department);
  }

  @Requires('administer')
  @Patch(':key')
  @ApiOperation({ summary: 'Changes what is given of a department; its key stays' })
  @Answers(DepartmentWire)
  @ApiBody({ schema: schemaObject(DepartmentChange) })
  @ApiResponse({ status: 409, description: 'it is to be closed, but people or departments are still in it' })
  @ApiResponse({ status: 422, description: 'it would stand above itself, or somebody named is unknown' })
  change(
    @Param('key') key: string,
    @Body(new SchemaPipe(DepartmentChange)) change: DepartmentChange,
    @Req() request: FastifyRequest,
  ): Promise<DepartmentView> {
    return this.departments.change(changeActorOf(request), key, change);
  }

  @Requires('administer')
  @Delete(':key')
  @HttpCode(204)
  @ApiOperation({ summary: 'Deletes a department that nobody is in and nothing stands below' })
  @AnswersNothing('it is gone')
  @ApiResponse({
    status: 409,
    description: 'people, also those who have left, or departments are still in it',
  })
  remove(@Param('key') key: string, @Req() request: FastifyRequest): Promise<void> {
    return this.departments.remove(changeActorOf(request), key);
  }
}
