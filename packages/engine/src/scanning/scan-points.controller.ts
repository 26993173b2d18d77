import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers } from '../http/answers.js';
import { Requires } from '../identity/decorators.js';
import { ScanPointsWire } from './scan-point.wire.js';
import { ScanPoints } from './scan-points.js';

/** Places where devices scan, and the devices. */
@ApiTags('scan events')
@Controller('api/v1/scan-points')
@Requires('administer')
export class ScanPointsController {
  constructor(private readonly points: ScanPoints) {}

  @Get()
  @ApiOperation({ summary: 'Lists scan points with what waits there, and the devices that have scanned' })
  @Answers(ScanPointsWire)
  list(): Promise<ScanPointsWire> {
    return this.points.list();
  }
}
