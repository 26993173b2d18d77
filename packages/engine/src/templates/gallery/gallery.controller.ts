import { Controller, Get, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answers } from '../../http/answers.js';
import { languageOf } from '../../http/request-language.js';
import { sentence } from '../../http/sentences/index.js';
import { Requires } from '../../identity/decorators.js';
import { Gallery } from './gallery.js';
import { GalleryWire } from './gallery.wire.js';

/** What can be installed, and what is. */
@ApiTags('templates')
@Controller('api/v1/template-gallery')
@Requires('administer')
export class GalleryController {
  constructor(private readonly gallery: Gallery) {}

  @Get()
  @ApiOperation({
    summary: 'Lists every template that is installed or can be',
    description:
      'Offers are packages beside the engine (`shipped:<key>`) and those that were sent; their ids name them in POST /templates.',
  })
  @Answers(GalleryWire)
  async read(@Req() request: FastifyRequest) {
    const language = languageOf(request);
    const { templates, unreadable } = await this.gallery.read();
    return {
      data: templates,
      unreadable: unreadable.map(({ folder, refusal }) => ({
        folder,
        detail: sentence(refusal.code, refusal.options.params ?? {}, language),
        errors: refusal.issues.map(({ code, path, params = {} }) => ({
          pointer: path,
          detail: sentence(code, params, language),
        })),
      })),
    };
  }
}
