import { Controller, Get, Param, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { Answers } from '../http/answers.js';
import { entityTag } from '../http/entity-tag.js';
import { usageOf } from '../http/request-usage.js';
import { CurrentSubject } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { includedParts } from './included-parts.js';
import type { IncludedPart } from './included-parts.js';
import type { RawQuery } from './query-text.js';
import { FormulaUses } from './formula-uses.js';
import type { RecordFormulaUse } from './formula-uses.js';
import { idOf } from './query-text.js';
import { RecordHistories } from './record-history.js';
import type { RecordHistory } from './record-history.js';
import { RecordList } from './record-list.js';
import type { RecordPage } from './record-list.js';
import { RecordPages } from './record-page.js';
import type { RecordView } from './record-page.js';
import { FormulaUsesWire, HistoryWire, RecordPageWire, RecordViewWire, RelatedWire } from './record.wire.js';
import { RelatedRecords } from './related-records.js';
import type { RelatedRecord } from './related-records.js';
import type { RecordAddress } from './visible-record.js';

/** What came along with a record on request. */
interface Included {
  readonly included?: {
    readonly history?: RecordHistory;
    readonly related?: { readonly data: readonly RelatedRecord[] };
  };
}

@ApiTags('records')
@Controller('api/v1/forms/:form/records')
@UseInterceptors(AuditRefusals)
export class RecordsController {
  constructor(
    private readonly lists: RecordList,
    private readonly pages: RecordPages,
    private readonly histories: RecordHistories,
    private readonly relatives: RelatedRecords,
    private readonly formulaUses: FormulaUses,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists records, page by page' })
  @Answers(RecordPageWire)
  @ApiQuery({ name: 'limit', required: false, description: '50, at most 1000; a larger wish gets 1000' })
  @ApiQuery({
    name: 'cursor',
    required: false,
    description: 'nextCursor of the page before, with the same filter and sort',
  })
  @ApiQuery({
    name: 'sort',
    required: false,
    description:
      'up to three fields, `-day,customer`; `-field` sorts downwards, and the first one has an index. Where no list view has the order of several, 10,000 records may be found at most',
  })
  @ApiQuery({
    name: 'filter[field][operator]',
    required: false,
    description: 'eq ne gt gte lt lte between in contains starts blank',
  })
  @ApiQuery({
    name: 'filter',
    required: false,
    description: 'a JsonLogic condition over fields of the header, as JSON',
  })
  @ApiQuery({
    name: 'fields',
    required: false,
    description: 'names of the fields that are wanted, with commas',
  })
  @ApiQuery({ name: 'q', required: false, description: 'words in the code or the title' })
  @ApiQuery({ name: 'list', required: false, description: 'a list of the form, with its own condition' })
  @ApiQuery({ name: 'count', required: false, enum: ['exact', 'estimate'] })
  @ApiResponse({ status: 400, description: 'unknown field, operator or sort; cursor of another query' })
  list(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
  ): Promise<RecordPage> {
    return this.lists.page(subject, form, query, usageOf(request));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Gives a record with its lines, and what may be done with it' })
  @Answers(RecordViewWire)
  @ApiQuery({
    name: 'include',
    required: false,
    description: 'what comes along: history, related; with commas',
  })
  @ApiResponse({ status: 304, description: 'still the version of If-None-Match' })
  @ApiResponse({ status: 404, description: 'not there, or not visible' })
  async get(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Param('id') id: string,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<(RecordView & Included) | undefined> {
    const parts = includedParts(query);
    const address = { subject, form, id: idOf(id) };
    const view = await this.pages.view(address, usageOf(request));
    const etag = entityTag(view.record['version'] as number);
    // The tag is of the record alone. What may be done with it changes without it, so no browser may keep the page.
    reply.header('etag', etag).header('cache-control', 'private, no-store');
    // What comes along may have changed while the record has not.
    if (parts.length > 0) return { ...view, included: await this.include(address, parts) };
    if (!matches(request.headers['if-none-match'], etag)) return view;
    reply.status(304);
    return undefined;
  }

  private async include(
    address: RecordAddress,
    parts: readonly IncludedPart[],
  ): Promise<Included['included']> {
    const history = parts.includes('history') ? await this.histories.history(address) : undefined;
    const related = parts.includes('related') ? await this.relatives.related(address) : undefined;
    return { ...(history ? { history } : {}), ...(related ? { related: { data: related } } : {}) };
  }

  @Get(':id/history')
  @ApiOperation({ summary: 'Tells what happened to a record, the newest first' })
  @Answers(HistoryWire)
  history(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Param('id') id: string,
  ): Promise<RecordHistory> {
    return this.histories.history({ subject, form, id: idOf(id) });
  }

  @Get(':id/formula-uses')
  @ApiOperation({
    summary:
      'Tells which named formulas gave the numbers of a record, of which release and with what, the newest first',
  })
  @Answers(FormulaUsesWire)
  @ApiResponse({ status: 404, description: 'not there, or not visible' })
  async usesOfFormulas(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Param('id') id: string,
  ): Promise<{ data: readonly RecordFormulaUse[] }> {
    return { data: await this.formulaUses.of({ subject, form, id: idOf(id) }) };
  }

  @Get(':id/related')
  @ApiOperation({ summary: 'Lists the documents that a record names or that name it' })
  @Answers(RelatedWire)
  async related(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Param('id') id: string,
  ): Promise<{ data: readonly RelatedRecord[] }> {
    return { data: await this.relatives.related({ subject, form, id: idOf(id) }) };
  }
}

function matches(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((each) => each.trim().replace(/^W\//, '') === etag);
}
