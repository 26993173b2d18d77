import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { Departments } from './departments.js';
import { DepartmentsController } from './departments.controller.js';
import { Deputies } from './deputies.js';
import { DeputiesController } from './deputies.controller.js';
import { Duties } from './duties.js';
import { HandOverController } from './hand-over/hand-over.controller.js';
import { HandOver } from './hand-over/hand-over.js';
import { LeavingNotice } from './hand-over/leaving-notice.js';
import { TaskHandOver } from './hand-over/task-hand-over.js';
import { WhatHangs } from './hand-over/what-hangs.js';
import { PeopleImportController } from './import/people-import.controller.js';
import { PeopleImport } from './import/people-import.js';
import { StandingPeople } from './import/standing-people.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { Invitations } from './invitations/invitations.js';
import { OpenTasks } from './open-tasks.js';
import { Attempts } from './outside/attempts.js';
import { OutsideController } from './outside/outside.controller.js';
import { OutsidePeople } from './outside/outside-people.js';
import { OutsideSignIn } from './outside/outside-sign-in.js';
import { ProvidersController } from './outside/providers.controller.js';
import { Providers } from './outside/providers.js';
import { SignOutController } from './outside/sign-out.controller.js';
import { OrganisationChanges } from './organisation-changes.js';
import { OrganisationSeeds } from './organisation-seeds.js';
import { Posts } from './posts.js';
import { PostsController } from './posts.controller.js';
import { RolesController } from './roles.controller.js';
import { GroupRoles } from './scim/group-roles.js';
import { ScimController } from './scim/scim.controller.js';
import { ScimGroups } from './scim/scim-groups.js';
import { ScimUsers } from './scim/scim-users.js';
import { Staff } from './staff.js';
import { StaffController } from './staff.controller.js';
import { WorkingOrganisationController } from './working-organisation.controller.js';
import { WorkingOrganisation } from './working-organisation.js';

/** The organisation: departments, posts, deputies, and who works where. */
@Module({
  imports: [AuditModule],
  controllers: [
    DepartmentsController,
    PostsController,
    WorkingOrganisationController,
    RolesController,
    DeputiesController,
    StaffController,
    InvitationsController,
    HandOverController,
    PeopleImportController,
    ScimController,
    OutsideController,
    ProvidersController,
    SignOutController,
  ],
  providers: [
    Departments,
    Posts,
    Deputies,
    Staff,
    WorkingOrganisation,
    OpenTasks,
    Duties,
    OrganisationChanges,
    OrganisationSeeds,
    Invitations,
    HandOver,
    TaskHandOver,
    WhatHangs,
    PeopleImport,
    StandingPeople,
    LeavingNotice,
    GroupRoles,
    ScimUsers,
    ScimGroups,
    Attempts,
    OutsidePeople,
    OutsideSignIn,
    Providers,
  ],
  exports: [GroupRoles, HandOver, Invitations, OrganisationSeeds, Staff],
})
export class PeopleModule {}
