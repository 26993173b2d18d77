import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers } from '../http/answers.js';
import { Requires } from '../identity/decorators.js';
import { OverlayWire } from './template.wire.js';
import { TemplateViews } from './template-views.js';

/** What was changed here: the layer on top of the installed templates. */
@ApiTags('design')
@Controller('api/v1/design')
@Requires('design')
export class OverlayController {
  constructor(private readonly views: TemplateViews) {}

  @Get('overlay')
  @ApiOperation({
    summary: 'Lists what differs between the installed templates and the release in force, as operations',
    description: 'A definition that was made here is one operation add with an empty path.',
  })
  @Answers(OverlayWire)
  async overlay() {
    return { data: await this.views.overlay() };
  }
}
