import { Global, Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { Directory } from '../people/directory.js';
import { LedgerPeriods } from '../registers/ledger-periods.js';
import { LedgerStore } from '../registers/ledger-store.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { TaskActionsController } from '../tasks/task-actions.controller.js';
import { TaskRegister } from '../tasks/task-register.js';
import { CommandService } from './command-service.js';
import { CommandsController } from './commands.controller.js';
import { CommandWriter } from './command-writer.js';
import { FactStore } from './fact-store.js';

/** The one path of every command, and what it stands on. */
@Global()
@Module({
  imports: [AuditModule],
  controllers: [CommandsController, TaskActionsController],
  providers: [
    TaskRegister,
    CommandService,
    CommandWriter,
    FactStore,
    Directory,
    LedgerPeriods,
    LedgerStore,
    ReleaseRegistry,
  ],
  exports: [TaskRegister, CommandService, FactStore, Directory, LedgerStore, ReleaseRegistry],
})
export class CommandsModule {}
