import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { auditSourceOf } from '../audit/audit-log.js';
import { Answers, AnswersFile } from '../http/answers.js';
import { attachment } from '../http/attachment.js';
import { notFound } from '../http/refusal.js';
import { languageOf } from '../http/request-language.js';
import { CurrentSubject } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { Directory } from '../people/directory.js';
import { decodeCursor, encodeCursor, fingerprintOf } from '../records/page-cursor.js';
import { idOf, limitParameter, textParameter, wordParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { userNames } from '../records/user-names.js';
import { JOB_STATES, JobStore } from './job-store.js';
import { Jobs } from './jobs.js';
import { JobsWire, JobWire } from './job.wire.js';
import { StoredFiles } from './stored-files.js';

const LIMIT_DEFAULT = 20;
const LIMIT_MAX = 200;

/** Long work that somebody asked for: how far it is, its end, and what came out. */
@ApiTags('jobs')
@Controller('api/v1/jobs')
export class JobsController {
  constructor(
    private readonly jobs: Jobs,
    private readonly store: JobStore,
    private readonly files: StoredFiles,
    private readonly directory: Directory,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the jobs that the caller asked for, the newest first' })
  @ApiQuery({ name: 'of', required: false, enum: ['me', 'all'], description: 'all: for administrators' })
  @ApiQuery({ name: 'form', required: false, description: 'only those of this form' })
  @ApiQuery({ name: 'kind', required: false, description: 'only those of these kinds: `import,import_undo`' })
  @ApiQuery({ name: 'state', required: false, enum: JOB_STATES })
  @ApiQuery({ name: 'limit', required: false, description: '20, at most 200' })
  @ApiQuery({ name: 'cursor', required: false })
  @Answers(JobsWire)
  async list(
    @CurrentSubject() subject: Subject,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
  ): Promise<JobsWire> {
    const all = wordParameter(query, 'of', ['me', 'all']) === 'all' && subject.rights.administer;
    const limit = limitParameter(query, LIMIT_DEFAULT, LIMIT_MAX);
    const by = all ? null : subject.id;
    const form = textParameter(query, 'form') ?? null;
    const kinds = textParameter(query, 'kind')?.split(',') ?? null;
    const state = wordParameter(query, 'state', JOB_STATES) ?? null;
    const fingerprint = fingerprintOf(['jobs', by, form, kinds, state]);
    const cursor = textParameter(query, 'cursor');
    const [at, id] = cursor === undefined ? [null, ''] : decodeCursor(cursor, fingerprint);
    const rows = await this.store.list(
      { by, form, kinds, state },
      limit + 1,
      at === null ? null : [String(at), idOf(id)],
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const people = await this.directory.current();
    return {
      data: shown.map((row) => this.jobs.listed(subject, row, languageOf(request))),
      users: {
        ...userNames(
          people,
          shown.map(({ createdBy }) => createdBy),
        ),
      },
      ...(rows.length > limit && last
        ? { nextCursor: encodeCursor(fingerprint, [last.createdAt, last.id]) }
        : {}),
    };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Tells how far a job is and how it ended' })
  @Answers(JobWire)
  @ApiResponse({ status: 404, description: 'not there, or somebody else’s' })
  async one(
    @CurrentSubject() subject: Subject,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobWire> {
    void reply.header('cache-control', 'no-store');
    return this.jobs.seenBy(subject, await this.jobs.visible(subject, idOf(id)), languageOf(request));
  }

  @Post(':id/actions/cancel')
  @HttpCode(202)
  @ApiOperation({ summary: 'Ends a job after the chunk in hand; what is done stays' })
  @Answers(JobWire, 202)
  @ApiResponse({ status: 409, description: 'it is over already' })
  async cancel(
    @CurrentSubject() subject: Subject,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<JobWire> {
    const row = await this.jobs.cancel(subject, idOf(id), auditSourceOf(request));
    return this.jobs.seenBy(subject, row, languageOf(request));
  }

  @Post(':id/actions/retry')
  @HttpCode(202)
  @ApiOperation({ summary: 'Lets a job that failed go on after the last chunk that was kept' })
  @Answers(JobWire, 202)
  @ApiResponse({ status: 409, description: 'it has not failed' })
  async retry(
    @CurrentSubject() subject: Subject,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<JobWire> {
    const row = await this.jobs.retry(subject, idOf(id), auditSourceOf(request));
    return this.jobs.seenBy(subject, row, languageOf(request));
  }

  @Get(':id/files/:file')
  @ApiOperation({ summary: 'Gives what came out of a job: its result, or the rows that failed' })
  @AnswersFile('the file')
  @ApiResponse({
    status: 404,
    description: 'there is no such file, it is no longer kept, or somebody else asked for it',
  })
  async file(
    @CurrentSubject() subject: Subject,
    @Param('id') id: string,
    @Param('file') file: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await this.files.find(await this.jobs.fileOf(subject, idOf(id), file));
    if (!found) throw notFound();
    await reply
      .header('content-type', found.mediaType)
      .header('content-disposition', attachment(found.name))
      .header('content-length', found.bytes)
      .header('cache-control', 'private, no-store')
      .send(Readable.from(this.files.read(found.id)));
  }
}
