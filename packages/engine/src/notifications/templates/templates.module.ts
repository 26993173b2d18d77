import { Module } from '@nestjs/common';
import { ChannelsModule } from '../../channels/channels.module.js';
import { ReferredRecordReader } from '../../expressions/referred-records.js';
import { NotificationTemplatesController } from './templates.controller.js';
import { TemplateTests } from './template-tests.js';
import { TemplateTextReader } from './template-texts.js';

@Module({
  imports: [ChannelsModule],
  controllers: [NotificationTemplatesController],
  providers: [TemplateTextReader, TemplateTests, ReferredRecordReader],
})
export class NotificationTemplatesModule {}
