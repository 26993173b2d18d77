import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { UserAccount } from '../database/entities/index.js';
import { AccountCareController } from './account/account-care.controller.js';
import { AccountCare } from './account/account-care.js';
import { AccountListController } from './account/account-list.controller.js';
import { AccountList } from './account/account-list.js';
import { AccountController } from './account/account.controller.js';
import { OwnAccount } from './account/own-account.js';
import { Accounts } from './accounts.js';
import { AuthGuard } from './auth.guard.js';
import { Authenticator } from './authenticator.js';
import { ApiKeys } from './keys/api-keys.js';
import { KeysController } from './keys/keys.controller.js';
import { ServiceAccounts } from './keys/service-accounts.js';
import { SignInLimits } from './lockout/sign-in-limits.js';
import { PasswordBook } from './passwords/password-book.js';
import { PolicyEffectsReader } from './policy/policy-effects.js';
import { SecurityPolicies } from './policy/security-policies.js';
import { SecurityPolicyController } from './policy/security-policy.controller.js';
import { SecondFactors } from './second-factor/second-factors.js';
import { SessionController } from './session.controller.js';
import { SessionService } from './session.service.js';
import { SessionBook } from './sessions/session-book.js';
import { SubjectStore } from './subject-store.js';
import { UserDirectory } from './typeorm-user-directory.js';
import { UsersController } from './users.controller.js';

/** Who there is, who is signed in, and the guard that every route passes. */
@Global()
@Module({
  imports: [AuditModule, TypeOrmModule.forFeature([UserAccount])],
  controllers: [
    SessionController,
    UsersController,
    AccountController,
    AccountCareController,
    AccountListController,
    KeysController,
    SecurityPolicyController,
  ],
  providers: [
    Accounts,
    AccountCare,
    AccountList,
    ApiKeys,
    Authenticator,
    OwnAccount,
    PasswordBook,
    PolicyEffectsReader,
    SecondFactors,
    SecurityPolicies,
    ServiceAccounts,
    SessionBook,
    SessionService,
    SignInLimits,
    SubjectStore,
    UserDirectory,
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
  exports: [
    Accounts,
    ApiKeys,
    Authenticator,
    PasswordBook,
    SecurityPolicies,
    ServiceAccounts,
    SessionBook,
    SubjectStore,
    UserDirectory,
  ],
})
export class IdentityModule {}
