import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { RecordFilesController } from './record-files.controller.js';
import { RecordFiles } from './record-files.js';

/** Files and pictures in fields of records. */
@Module({ imports: [AuditModule], controllers: [RecordFilesController], providers: [RecordFiles] })
export class RecordFilesModule {}
