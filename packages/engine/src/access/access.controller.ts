import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answers } from '../http/answers.js';
import { languageOf } from '../http/request-language.js';
import { Requires } from '../identity/decorators.js';
import { badQuery } from '../records/query-refusal.js';
import { textParameter, uuidParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { bundleNameOf } from '../releases/definition-bundles.js';
import { AccessChanges } from './access-changes.js';
import { AccessWhy } from './access-why.js';
import { ChangesWire, WhyWire } from './access.wire.js';

/** Who may what, and why; for those who look after roles. */
@ApiTags('access')
@Controller('api/v1/access')
export class AccessController {
  constructor(
    private readonly reasons: AccessWhy,
    private readonly differences: AccessChanges,
  ) {}

  @Get('why')
  @Requires('administer')
  @ApiOperation({ summary: 'Tells why somebody may or may not do something, with every grant considered' })
  @ApiQuery({ name: 'user', description: 'id or login' })
  @ApiQuery({ name: 'form' })
  @ApiQuery({ name: 'action', required: false, description: '`read` when left out' })
  @ApiQuery({ name: 'record', required: false, description: 'id of a record' })
  @ApiQuery({ name: 'field', required: false, description: 'a field or a column of lines: `lines.cost`' })
  @Answers(WhyWire)
  @ApiResponse({ status: 404, description: 'no such form or record' })
  why(@Query() query: RawQuery, @Req() request: FastifyRequest): Promise<WhyWire> {
    const record = uuidParameter(query, 'record');
    const field = textParameter(query, 'field');
    const question = {
      user: required(query, 'user'),
      form: required(query, 'form'),
      action: textParameter(query, 'action') ?? 'read',
      ...(record === undefined ? {} : { record }),
      ...(field === undefined ? {} : { field }),
    };
    return this.reasons.answer(question, languageOf(request));
  }

  @Get('changes')
  @Requires('design')
  @ApiOperation({ summary: 'Tells in words what changed roles mean for people, before they are published' })
  @ApiQuery({
    name: 'from',
    required: false,
    description: 'number of a release, `current` or `drafts`; `current`',
  })
  @ApiQuery({ name: 'to', required: false, description: 'the same; `drafts`' })
  @Answers(ChangesWire)
  changes(@Query() query: RawQuery, @Req() request: FastifyRequest): Promise<ChangesWire> {
    const from = bundleNameOf(textParameter(query, 'from') ?? 'current', 'from');
    const to = bundleNameOf(textParameter(query, 'to') ?? 'drafts', 'to');
    return this.differences.between(from, to, languageOf(request));
  }
}

function required(query: RawQuery, name: string): string {
  const text = textParameter(query, name);
  if (text === undefined) throw badQuery('bad_parameter', [name], { name });
  return text;
}
