import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Requires } from '../identity/decorators.js';
import { limitParameter, textParameter, uuidParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { VoucherReader } from '../registers/voucher-reader.js';
import { wireVoucher } from './wire-voucher.js';
import type { WireVoucher } from './wire-voucher.js';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

@ApiTags('vouchers')
@Controller('api/v1/vouchers')
@Requires('vouchers')
export class VouchersController {
  constructor(private readonly reader: VoucherReader) {}

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
