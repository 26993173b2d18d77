import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { auditSourceOf } from '../audit/audit-log.js';
import { Answers } from '../http/answers.js';
import { languageOf } from '../http/request-language.js';
import { schemaObject } from '../http/schema-object.js';
import { OptionalBody, SchemaPipe } from '../http/schema.pipe.js';
import { Requires, subjectOf } from '../identity/decorators.js';
import { idOf } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import {
  NewScans,
  SCAN_STATES,
  ScanDismissal,
  ScanEventsWire,
  ScanEventWire,
  ScanResolution,
  TakenScansWire,
} from './scan.wire.js';
import { ScanExceptions } from './scan-exceptions.js';
import type { ScanActor } from './scan-work.js';
import { Scans } from './scans.js';

/** What devices scan, and what is done about codes that name nothing. */
@ApiTags('scan events')
@Controller('api/v1/scan-events')
export class ScansController {
  constructor(
    private readonly scans: Scans,
    private readonly exceptions: ScanExceptions,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Takes what a device has scanned, in its order; each event once',
    description:
      'With the key of an account of a program. An event of which nothing comes waits for somebody; the others go on.',
  })
  @ApiBody({ schema: schemaObject(NewScans) })
  @Answers(TakenScansWire)
  @ApiResponse({ status: 403, description: 'only devices with a key send scans' })
  take(
    @Body(new SchemaPipe(NewScans)) { events }: NewScans,
    @Req() request: FastifyRequest,
  ): Promise<TakenScansWire> {
    return this.scans.take(events, actorOf(request), languageOf(request));
  }

  @Get()
  @Requires('administer')
  @ApiOperation({ summary: 'Lists events of devices, those that wait for somebody unless said otherwise' })
  @ApiQuery({ name: 'state', required: false, enum: SCAN_STATES })
  @ApiQuery({ name: 'point', required: false, description: 'key of a scan point' })
  @ApiQuery({ name: 'device', required: false, description: 'id of the account of a device' })
  @ApiQuery({ name: 'limit', required: false, description: '50, at most 200' })
  @ApiQuery({ name: 'cursor', required: false })
  @Answers(ScanEventsWire)
  list(@Query() query: RawQuery, @Req() request: FastifyRequest): Promise<ScanEventsWire> {
    return this.exceptions.page(query, languageOf(request));
  }

  @Post(':id/actions/resolve')
  @Requires('administer')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Carries an event out, with the code that should have been scanned if one is given',
  })
  @ApiBody({ schema: schemaObject(ScanResolution), required: false })
  @Answers(ScanEventWire)
  @ApiResponse({ status: 409, description: 'somebody has settled it, or is at it' })
  @ApiResponse({ status: 422, description: 'nothing comes of it this time either' })
  resolve(
    @Param('id') id: string,
    @Body(new OptionalBody(ScanResolution)) { code }: ScanResolution,
    @Req() request: FastifyRequest,
  ): Promise<ScanEventWire> {
    return this.exceptions.resolve(idOf(id), actorOf(request), code, languageOf(request));
  }

  @Post(':id/actions/dismiss')
  @Requires('administer')
  @HttpCode(200)
  @ApiOperation({ summary: 'Lets an event be, for a reason' })
  @ApiBody({ schema: schemaObject(ScanDismissal) })
  @Answers(ScanEventWire)
  @ApiResponse({ status: 409, description: 'somebody has settled it, or is at it' })
  dismiss(
    @Param('id') id: string,
    @Body(new SchemaPipe(ScanDismissal)) { reason }: ScanDismissal,
    @Req() request: FastifyRequest,
  ): Promise<ScanEventWire> {
    return this.exceptions.dismiss(idOf(id), actorOf(request), reason, languageOf(request));
  }
}

function actorOf(request: FastifyRequest): ScanActor {
  return { subject: subjectOf(request), source: auditSourceOf(request) };
}
