import {
  Body,
  Controller,
  Delete,
  Headers,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { maskRecord, narrowedSight } from '@dougong/kernel/access';
import type { RecordPatch } from '@dougong/kernel/commands';
import type { RecordData } from '@dougong/kernel/expression';
import type { Choices } from '@dougong/kernel/flows';
import { issue, pointer } from '@dougong/kernel/foundation';
import type { IdSource } from '@dougong/kernel/foundation';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KeepsOwnAnswers } from '../http/kept-answers.interceptor.js';
import { auditSourceOf } from '../audit/audit-log.js';
import { entityTag, requireIfMatch, versionOfIfMatch } from '../http/entity-tag.js';
import { idempotencyOf } from '../http/idempotency.js';
import { invalid, notFound } from '../http/refusal.js';
import { usageOf } from '../http/request-usage.js';
import { schemaObject } from '../http/schema-object.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { subjectOf } from '../identity/decorators.js';
import { kernelSubject } from '../identity/kernel-subject.js';
import { Answers } from '../http/answers.js';
import { NewRecordWire, RecordAnswerWire, RecordPatchWire } from '../records/record.wire.js';
import { ID_SOURCE } from '../ports.js';
import { AnswerBody, Chosen } from '../tasks/task-bodies.wire.js';
import { CommandService } from './command-service.js';
import type { CommandAnswer } from './command-service.js';
import type { CommandDraft } from './command-run.js';
import { notesFor } from './notes.js';
import type { Note } from './notes.js';

interface RecordAnswer {
  readonly record: RecordData | null;
  /** What rules have to say although they refused nothing, in the caller's language. */
  readonly notes?: readonly Note[];
}

interface ActionBody {
  readonly record?: RecordPatch;
  readonly comment?: string;
  readonly chosen?: Choices;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const COMMENT_LENGTH_MAX = 2000;

/** Writing: every route makes a command and hands it to the one path. */
@ApiTags('records')
@ApiHeader({ name: 'Idempotency-Key', required: false })
@KeepsOwnAnswers()
@Controller('api/v1/forms/:form/records')
export class CommandsController {
  constructor(
    private readonly commands: CommandService,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Makes a record; with preview=true only shows what it would be' })
  @ApiBody({ schema: schemaObject(NewRecordWire) })
  @Answers(RecordAnswerWire, 201)
  @ApiQuery({ name: 'preview', required: false })
  async create(
    @Param('form') form: string,
    @Body() values: unknown,
    @Query('preview') preview: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordAnswer> {
    const id = this.ids();
    const answer = await this.run(
      request,
      reply,
      'create',
      { type: 'create', form, id, values },
      { preview: preview === 'true' },
    );
    const made = answer.record?.['id'];
    if (typeof made === 'string') void reply.header('location', `/api/v1/forms/${form}/records/${made}`);
    return answer;
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Changes header fields and lines of a record' })
  @ApiBody({ schema: schemaObject(RecordPatchWire) })
  @Answers(RecordAnswerWire)
  @ApiHeader({ name: 'If-Match', required: true })
  change(
    @Param('form') form: string,
    @Param('id') id: string,
    @Body() patch: unknown,
    @Headers('if-match') match: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordAnswer> {
    const version = requireIfMatch(match);
    return this.run(request, reply, 'update', {
      type: 'change',
      form,
      id: recordId(id),
      patch: objectIn(patch, ''),
      version,
    });
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Deletes a record that is still a draft' })
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiQuery({
    name: 'force',
    required: false,
    enum: ['true'],
    description: 'flows that run on it are cancelled in the same transaction; for administrators of the flow',
  })
  async remove(
    @Param('form') form: string,
    @Param('id') id: string,
    @Query('force') force: string | undefined,
    @Headers('if-match') match: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const draft = { type: 'delete' as const, form, id: recordId(id), version: requireIfMatch(match) };
    await this.run(request, reply, 'delete', draft, { force: force === 'true' });
    void reply.status(204);
  }

  @Post(':id/actions/:action')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes an action of the lifecycle of the form' })
  @ApiBody({ schema: schemaObject(AnswerBody), required: false })
  @Answers(RecordAnswerWire)
  act(
    @Param('form') form: string,
    @Param('id') id: string,
    @Param('action') action: string,
    @Body() body: unknown,
    @Query('preview') preview: string | undefined,
    @Headers('if-match') match: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordAnswer> {
    const draft = { type: 'act' as const, form, id: recordId(id), action, version: versionOfIfMatch(match) };
    const command = { ...draft, ...actionBody(body) };
    return this.run(request, reply, `act:${action}`, command, { preview: preview === 'true' });
  }

  private async run(
    request: FastifyRequest,
    reply: FastifyReply,
    action: string,
    command: CommandDraft,
    { preview = false, force = false }: { readonly preview?: boolean; readonly force?: boolean } = {},
  ): Promise<RecordAnswer> {
    const answer = await this.commands.execute({
      subject: subjectOf(request),
      ...auditSourceOf(request),
      command,
      action,
      preview,
      force,
      idempotency: preview ? undefined : idempotencyOf(request),
      usage: usageOf(request),
    });
    return recordAnswer(answer, command.form, request, reply, preview);
  }
}

/** Writes the answer of a command: status, entity tag, and the record as the caller may see it. */
export function recordAnswer(
  answer: CommandAnswer,
  form: string,
  request: FastifyRequest,
  reply: FastifyReply,
  preview = false,
): RecordAnswer {
  void reply.status(preview ? 200 : answer.status);
  if (answer.replayed) void reply.header('idempotent-replayed', 'true');
  const notes = notesFor(answer.notes, request);
  if (!answer.record) return { record: null, ...notes };
  if (!preview) void reply.header('etag', entityTag(answer.record.version));
  const grant = answer.release.access.can(kernelSubject(subjectOf(request)), form, 'read');
  const { hidden, masked } = narrowedSight(grant, answer.hidden);
  return { record: maskRecord(answer.record, hidden, masked), ...notes };
}

/** Ids are UUIDs; anything else is the address of nothing. */
export function recordId(text: string): string {
  if (!UUID.test(text)) throw notFound();
  return text;
}

/** The comment, the change and the people picked for a flow that come with an action. */
export function actionBody(body: unknown): { patch?: RecordPatch; comment?: string; chosen?: Choices } {
  if (body === undefined || body === null) return {};
  const { record, comment, chosen, ...others } = objectIn(body, '') as ActionBody;
  const unknown = Object.keys(others).map((field) => issue('unknown_field', pointer('', field), { field }));
  if (unknown.length > 0) throw invalid(unknown);
  if (comment !== undefined && (typeof comment !== 'string' || comment.length > COMMENT_LENGTH_MAX)) {
    throw invalid([issue('bad_text', '/comment', { max: COMMENT_LENGTH_MAX })]);
  }
  return {
    ...(record === undefined ? {} : { patch: objectIn(record, '/record') }),
    ...(comment === undefined ? {} : { comment }),
    ...(chosen === undefined ? {} : { chosen: CHOSEN.transform(chosen) }),
  };
}

const CHOSEN = new SchemaPipe(Chosen, '/chosen');

function objectIn(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw invalid([issue('bad_shape', path, { expected: 'object' })]);
}
