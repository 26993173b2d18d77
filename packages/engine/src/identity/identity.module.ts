import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { UserAccount } from '../database/entities/index.js';
import { Accounts } from './accounts.js';
import { AuthGuard } from './auth.guard.js';
import { Authenticator } from './authenticator.js';
import { SessionController } from './session.controller.js';
import { SessionService } from './session.service.js';
import { SubjectStore } from './subject-store.js';
import { UserDirectory } from './typeorm-user-directory.js';
import { UsersController } from './users.controller.js';

/** Who there is, who is signed in, and the guard that every route passes. */
@Global()
@Module({
  imports: [AuditModule, TypeOrmModule.forFeature([UserAccount])],
  controllers: [SessionController, UsersController],
  providers: [
    Accounts,
    Authenticator,
    SessionService,
    SubjectStore,
    UserDirectory,
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
  exports: [Accounts, Authenticator, SubjectStore, UserDirectory],
})
export class IdentityModule {}
