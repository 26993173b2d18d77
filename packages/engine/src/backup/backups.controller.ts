import { Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answers } from '../http/answers.js';
import { Requires } from '../identity/decorators.js';
import { changeActorOf } from '../people/organisation-changes.js';
import { limitParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { Backups } from './backups.js';
import { BackupsWire, BackupWire } from './backup.wire.js';
import type { BackupsView, BackupView } from './backup.wire.js';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

/** Backups for those who administer. Where files are read or restored is a matter of the command line. */
@ApiTags('administration')
@Controller('api/v1/administration/backups')
@Requires('administer')
export class BackupsController {
  constructor(private readonly backups: Backups) {}

  @Get()
  @ApiOperation({ summary: 'Lists backups, the age of the last good one, and how often they are made' })
  @ApiQuery({ name: 'limit', required: false })
  @Answers(BackupsWire)
  list(@Query() query: RawQuery): Promise<BackupsView> {
    return this.backups.list(limitParameter(query, LIMIT_DEFAULT, LIMIT_MAX));
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Asks for a backup; a worker makes it in the folder for backups' })
  @Answers(BackupWire, 202)
  @ApiResponse({ status: 409, description: 'one is being made already, or no folder for backups is set' })
  request(@Req() request: FastifyRequest): Promise<BackupView> {
    return this.backups.request(changeActorOf(request));
  }
}
