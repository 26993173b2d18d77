import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditList } from './audit-list.js';

/** The audit for auditors. */
@Module({ controllers: [AuditController], providers: [AuditList] })
export class AuditReadModule {}
