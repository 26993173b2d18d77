import { Controller, Get, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { usageOf } from '../http/request-usage.js';
import { CurrentSubject } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { ApplicationViews } from './application-view.js';
import type { ApplicationView } from './application-view.js';

@ApiTags('application')
@Controller('api/v1/app')
export class ApplicationController {
  constructor(private readonly views: ApplicationViews) {}

  @Get()
  @ApiOperation({
    summary: 'Gives the installed application as you may use it: menu, forms, registers, open tasks',
  })
  view(@CurrentSubject() subject: Subject, @Req() request: FastifyRequest): Promise<ApplicationView> {
    return this.views.view(subject, usageOf(request));
  }
}
