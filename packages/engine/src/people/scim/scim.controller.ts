import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Req,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answers, AnswersNothing } from '../../http/answers.js';
import { textParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { changeActorOf } from '../organisation-changes.js';
import { chosenOf, listResponse, operationsIn, pageOf, resourceIn, ScimGuard } from './scim-answers.js';
import { SCIM_TYPE, ScimAnswersFilter } from './scim-answers.filter.js';
import { RESOURCE_TYPES, SCHEMAS, SERVICE_PROVIDER_CONFIG } from './scim-discovery.js';
import { nothingThere } from './scim-error.js';
import { readFilter } from './scim-filter.js';
import { GROUP_FILTERS, ScimGroups } from './scim-groups.js';
import { patched } from './scim-patch.js';
import type { ScimResource } from './scim-patch.js';
import { ScimDocumentWire, ScimGroupWire, ScimListWire, ScimUserWire } from './scim.wire.js';
import { ScimUsers, USER_FILTERS } from './scim-users.js';
import { patchedUser } from './user-resource.js';

/** SCIM 2.0 (RFC 7643, 7644): a directory outside keeps people and groups. */
@ApiTags('scim')
@Controller('scim/v2')
@UseGuards(ScimGuard)
@UseFilters(ScimAnswersFilter)
export class ScimController {
  constructor(
    private readonly users: ScimUsers,
    private readonly groups: ScimGroups,
  ) {}

  @Get('ServiceProviderConfig')
  @Header('content-type', SCIM_TYPE)
  @ApiOperation({ summary: 'Tells what is supported' })
  @Answers(ScimDocumentWire)
  config(): ScimResource {
    return SERVICE_PROVIDER_CONFIG;
  }

  @Get('ResourceTypes')
  @Header('content-type', SCIM_TYPE)
  @ApiOperation({ summary: 'Lists the kinds of resources' })
  @Answers(ScimListWire)
  resourceTypes(): ScimResource {
    return listResponse(RESOURCE_TYPES, RESOURCE_TYPES.length, {
      startIndex: 1,
      count: RESOURCE_TYPES.length,
    });
  }

  @Get('ResourceTypes/:id')
  @Header('content-type', SCIM_TYPE)
  @ApiOperation({ summary: 'Describes a kind of resource' })
  @Answers(ScimDocumentWire)
  resourceType(@Param('id') id: string): ScimResource {
    return named(RESOURCE_TYPES, id);
  }

  @Get('Schemas')
  @Header('content-type', SCIM_TYPE)
  @ApiOperation({ summary: 'Lists the attributes of people and groups' })
  @Answers(ScimListWire)
  schemas(): ScimResource {
    return listResponse(SCHEMAS, SCHEMAS.length, { startIndex: 1, count: SCHEMAS.length });
  }

  @Get('Schemas/:id')
  @Header('content-type', SCIM_TYPE)
  @ApiOperation({ summary: 'Describes the attributes of a kind of resource' })
  @Answers(ScimDocumentWire)
  schema(@Param('id') id: string): ScimResource {
    return named(SCHEMAS, id);
  }

  @Get('Users')
  @Header('content-type', SCIM_TYPE)
  @ApiOperation({
    summary: 'Lists people; filter: userName, externalId, id, emails.value and others with eq, joined by and',
  })
  @Answers(ScimListWire)
  async listUsers(@Query() query: RawQuery): Promise<ScimResource> {
    const page = pageOf(query);
    const filter = readFilter(textParameter(query, 'filter'), USER_FILTERS);
    const { total, resources } = await this.users.list(filter, page);
    return listResponse(
      resources.map((each) => chosenOf(each, query)),
      total,
      page,
    );
  }

  @Post('Users')
  @HttpCode(201)
  @Header('content-type', SCIM_TYPE)
  @ApiOperation({ summary: 'Makes a person, who signs in elsewhere' })
  @Answers(ScimUserWire, 201)
  makeUser(@Body() body: unknown, @Req() request: FastifyRequest): Promise<ScimResource> {
    return this.users.make(changeActorOf(request), resourceIn(body));
  }

  @Get('Users/:id')
  @Header('content-type', SCIM_TYPE)
  @ApiOperation({ summary: 'Shows a person' })
  @Answers(ScimUserWire)
  async user(@Param('id') id: string, @Query() query: RawQuery): Promise<ScimResource> {
    return chosenOf(await this.users.read(id), query);
  }

  @Put('Users/:id')
  @Header('content-type', SCIM_TYPE)
  @ApiOperation({ summary: 'Puts a person as given; active false signs out everywhere' })
  @Answers(ScimUserWire)
  putUser(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<ScimResource> {
    const resource = resourceIn(body);
    return this.users.change(changeActorOf(request), id, () => resource);
  }

  @Patch('Users/:id')
  @Header('content-type', SCIM_TYPE)
  @ApiOperation({ summary: 'Changes parts of a person' })
  @Answers(ScimUserWire)
  patchUser(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<ScimResource> {
    const operations = operationsIn(body);
    return this.users.change(changeActorOf(request), id, (before) => patchedUser(before, operations));
  }

  @Delete('Users/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Switches a person off; what he did stays under his name' })
  @AnswersNothing('done')
  async removeUser(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    await this.users.change(changeActorOf(request), id, (before) => ({ ...before, active: false }));
  }

  @Get('Groups')
  @Header('content-type', SCIM_TYPE)
  @ApiOperation({
    summary: 'Lists groups; filter: displayName, externalId, id or members with eq, joined by and',
  })
  @Answers(ScimListWire)
  async listGroups(@Query() query: RawQuery): Promise<ScimResource> {
    const page = pageOf(query);
    const filter = readFilter(textParameter(query, 'filter'), GROUP_FILTERS);
    const { total, resources } = await this.groups.list(filter, page);
    return listResponse(
      resources.map((each) => chosenOf(each, query)),
      total,
      page,
    );
  }

  @Post('Groups')
  @HttpCode(201)
  @Header('content-type', SCIM_TYPE)
  @ApiOperation({ summary: 'Makes a group; its members hold the roles that it stands for' })
  @Answers(ScimGroupWire, 201)
  makeGroup(@Body() body: unknown, @Req() request: FastifyRequest): Promise<ScimResource> {
    return this.groups.make(changeActorOf(request), resourceIn(body));
  }

  @Get('Groups/:id')
  @Header('content-type', SCIM_TYPE)
  @ApiOperation({ summary: 'Shows a group' })
  @Answers(ScimGroupWire)
  async group(@Param('id') id: string, @Query() query: RawQuery): Promise<ScimResource> {
    return chosenOf(await this.groups.read(id), query);
  }

  @Put('Groups/:id')
  @Header('content-type', SCIM_TYPE)
  @ApiOperation({ summary: 'Puts a group as given' })
  @Answers(ScimGroupWire)
  putGroup(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<ScimResource> {
    const resource = resourceIn(body);
    return this.groups.change(changeActorOf(request), id, () => resource);
  }

  @Patch('Groups/:id')
  @Header('content-type', SCIM_TYPE)
  @ApiOperation({ summary: 'Adds and removes members, or changes the name' })
  @Answers(ScimGroupWire)
  patchGroup(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<ScimResource> {
    const operations = operationsIn(body);
    return this.groups.change(changeActorOf(request), id, (before) => patched(before, operations));
  }

  @Delete('Groups/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Deletes a group and takes the roles that came with it' })
  @AnswersNothing('done')
  removeGroup(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    return this.groups.remove(changeActorOf(request), id);
  }
}

function named(resources: readonly ScimResource[], id: string): ScimResource {
  const found = resources.find((each) => each['id'] === id);
  if (!found) throw nothingThere(id);
  return found;
}
