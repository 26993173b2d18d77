import { Readable } from 'node:stream';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { auditSourceOf } from '../audit/audit-log.js';
import { Answers, AnswersFile } from '../http/answers.js';
import { attachment } from '../http/attachment.js';
import { languageOf } from '../http/request-language.js';
import { Requires, subjectOf } from '../identity/decorators.js';
import {
  dayParameter,
  limitParameter,
  textParameter,
  uuidParameter,
  wordParameter,
} from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { VoucherReader } from '../registers/voucher-reader.js';
import { TrialBalances } from './trial-balance.js';
import type { TrialBalance, TrialBalanceQuery } from './trial-balance.js';
import { TRIAL_BALANCE_FORMATS, TrialBalanceFiles } from './trial-balance-file.js';
import { TrialBalanceWire } from './trial-balance.wire.js';
import { wireVoucher } from './wire-voucher.js';
import type { WireVoucher } from './wire-voucher.js';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

@ApiTags('vouchers')
@Controller('api/v1/vouchers')
@Requires('vouchers')
export class VouchersController {
  constructor(
    private readonly reader: VoucherReader,
    private readonly balances: TrialBalances,
    private readonly files: TrialBalanceFiles,
  ) {}

  @Get('trial-balance')
  @ApiOperation({
    summary: 'Sums vouchers by account: of one organisation, or of the whole without eliminating anything',
  })
  @ApiQuery({
    name: 'organisation',
    required: false,
    description: 'only the books of one; the whole without it',
  })
  @ApiQuery({ name: 'from', required: false, description: 'first business date' })
  @ApiQuery({ name: 'to', required: false, description: 'last business date' })
  @Answers(TrialBalanceWire)
  trialBalance(@Query() query: RawQuery): Promise<TrialBalance> {
    return this.balances.read(questionOf(query));
  }

  @Get('trial-balance/export')
  @ApiOperation({ summary: 'Gives the same as a file' })
  @ApiQuery({ name: 'organisation', required: false })
  @ApiQuery({ name: 'from', required: false, description: 'first business date' })
  @ApiQuery({ name: 'to', required: false, description: 'last business date' })
  @ApiQuery({ name: 'format', required: false, enum: TRIAL_BALANCE_FORMATS })
  @AnswersFile('an xlsx or csv file')
  async trialBalanceFile(
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const format = wordParameter(query, 'format', TRIAL_BALANCE_FORMATS) ?? 'xlsx';
    const by = { ...auditSourceOf(request), actor: subjectOf(request).id };
    const file = await this.files.make(questionOf(query), format, languageOf(request), by);
    await reply
      .header('content-type', file.mediaType)
      .header('content-disposition', attachment(file.name))
      .header('cache-control', 'private, no-store')
      .send(Readable.from(file.bytes, { objectMode: false }));
  }

  @Get()
  @ApiOperation({ summary: 'Lists vouchers, the latest first' })
  @ApiQuery({ name: 'recordId', required: false, description: 'those of one document' })
  @ApiQuery({ name: 'organisation', required: false, description: 'those in the books of one organisation' })
  @ApiQuery({ name: 'account', required: false, description: 'those that book on one account' })
  @ApiQuery({ name: 'from', required: false, description: 'first business date' })
  @ApiQuery({ name: 'to', required: false, description: 'last business date' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  async list(@Query() query: RawQuery): Promise<{ data: readonly WireVoucher[]; nextCursor?: string }> {
    const page = await this.reader.vouchers({
      limit: limitParameter(query, LIMIT_DEFAULT, LIMIT_MAX),
      cursor: textParameter(query, 'cursor'),
      recordId: uuidParameter(query, 'recordId'),
      account: textParameter(query, 'account'),
      ...questionOf(query),
    });
    return { ...page, data: page.data.map(wireVoucher) };
  }
}

function questionOf(query: RawQuery): TrialBalanceQuery {
  return {
    organisation: textParameter(query, 'organisation'),
    from: dayParameter(query, 'from'),
    to: dayParameter(query, 'to'),
  };
}
