import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Answers } from '../http/answers.js';
import { Requires } from '../identity/decorators.js';
import { dayParameter, limitParameter, textParameter, uuidParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { VoucherReader } from '../registers/voucher-reader.js';
import { TrialBalances } from './trial-balance.js';
import type { TrialBalance } from './trial-balance.js';
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
    return this.balances.read({
      organisation: textParameter(query, 'organisation'),
      from: dayParameter(query, 'from'),
      to: dayParameter(query, 'to'),
    });
  }

  @Get()
  @ApiOperation({ summary: 'Lists vouchers, the latest first' })
  @ApiQuery({ name: 'recordId', required: false, description: 'those of one document' })
  @ApiQuery({ name: 'organisation', required: false, description: 'those in the books of one organisation' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  async list(@Query() query: RawQuery): Promise<{ data: readonly WireVoucher[]; nextCursor?: string }> {
    const page = await this.reader.vouchers({
      limit: limitParameter(query, LIMIT_DEFAULT, LIMIT_MAX),
      cursor: textParameter(query, 'cursor'),
      recordId: uuidParameter(query, 'recordId'),
      organisation: textParameter(query, 'organisation'),
    });
    return { ...page, data: page.data.map(wireVoucher) };
  }
}
