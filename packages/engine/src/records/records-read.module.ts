import { Global, Module } from '@nestjs/common';
import { FormulaUses } from './formula-uses.js';
import { InForce } from './in-force.js';
import { RecordDigests } from './record-digest.js';
import { RecordHistories } from './record-history.js';
import { RecordList } from './record-list.js';
import { RecordPages } from './record-page.js';
import { RecordsController } from './records.controller.js';
import { LabelReader } from './reference-labels.js';
import { RelatedRecords } from './related-records.js';
import { VisibleRecords } from './visible-record.js';

const SHARED = [InForce, LabelReader, RecordDigests, RecordPages, VisibleRecords];

/** Records as pages read them: lists, single records, their history and their relatives. */
@Global()
@Module({
  controllers: [RecordsController],
  providers: [...SHARED, FormulaUses, RecordHistories, RecordList, RelatedRecords],
  exports: SHARED,
})
export class RecordsReadModule {}
