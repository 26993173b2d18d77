import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { Departments } from './departments.js';
import { DepartmentsController } from './departments.controller.js';
import { Deputies } from './deputies.js';
import { DeputiesController } from './deputies.controller.js';
import { Duties } from './duties.js';
import { OpenTasks } from './open-tasks.js';
import { OrganisationChanges } from './organisation-changes.js';
import { OrganisationSeeds } from './organisation-seeds.js';
import { Posts } from './posts.js';
import { PostsController } from './posts.controller.js';
import { RolesController } from './roles.controller.js';
import { Staff } from './staff.js';
import { StaffController } from './staff.controller.js';

/** The organisation: departments, posts, deputies, and who works where. */
@Module({
  imports: [AuditModule],
  controllers: [DepartmentsController, PostsController, RolesController, DeputiesController, StaffController],
  providers: [Departments, Posts, Deputies, Staff, OpenTasks, Duties, OrganisationChanges, OrganisationSeeds],
  exports: [OrganisationSeeds],
})
export class PeopleModule {}
