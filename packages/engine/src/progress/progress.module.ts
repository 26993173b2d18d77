import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AddressLimit } from './address-limit.js';
import { PrintCodesController } from './print-codes.controller.js';
import { ProgressLinks } from './progress-links.js';
import { ProgressLinksController } from './progress-links.controller.js';
import { ProgressPageController } from './progress-page.controller.js';
import { ProgressReader } from './progress-reader.js';

/** Links over which people without an account follow a record, and the page that they see. */
@Module({
  imports: [AuditModule],
  controllers: [PrintCodesController, ProgressLinksController, ProgressPageController],
  providers: [AddressLimit, ProgressLinks, ProgressReader],
})
export class ProgressModule {}
