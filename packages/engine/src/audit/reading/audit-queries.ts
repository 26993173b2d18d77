import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { CHANNELS } from '../../identity/subject.js';

/** The filters of the audit, as the description of the API tells them. */
export const AuditQueries = (): MethodDecorator =>
  applyDecorators(
    ApiQuery({ name: 'entry', required: false, description: 'number of one entry' }),
    ApiQuery({ name: 'actor', required: false, description: 'id of a user' }),
    ApiQuery({ name: 'form', required: false }),
    ApiQuery({ name: 'recordId', required: false }),
    ApiQuery({
      name: 'field',
      required: false,
      description: 'of the form: `total`, `lines.qty`; needs form or recordId',
    }),
    ApiQuery({ name: 'action', required: false }),
    ApiQuery({ name: 'outcome', required: false, enum: ['done', 'refused'] }),
    ApiQuery({ name: 'channel', required: false, enum: [...CHANNELS] }),
    ApiQuery({ name: 'ip', required: false, description: 'an address' }),
    ApiQuery({ name: 'requestId', required: false, description: 'everything that one request did' }),
    ApiQuery({ name: 'from', required: false, description: 'instant, included' }),
    ApiQuery({ name: 'to', required: false, description: 'instant, not included' }),
  );
