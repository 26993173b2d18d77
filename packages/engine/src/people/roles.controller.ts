import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers } from '../http/answers.js';
import { InForce } from '../records/in-force.js';
import { HeldWire, listOf } from './organisation.wire.js';
import type { RoleView } from './organisation.wire.js';

/** Roles: what somebody may do. Releases define them, so nobody changes them here. */
@ApiTags('organisation')
@Controller('api/v1/roles')
export class RolesController {
  constructor(private readonly inForce: InForce) {}

  @Get()
  @ApiOperation({ summary: 'Lists roles with the active people who hold them' })
  @Answers(listOf(HeldWire))
  list(): Promise<{ readonly data: readonly RoleView[] }> {
    return this.inForce.read(({ release, people }) => {
      const roles = release.definitions.filter((definition) => definition.kind === 'role');
      const data = roles.map(({ key, title }) => ({
        key,
        title,
        holders: people.usersOfRole(key).filter((user) => people.isActive(user)),
      }));
      return Promise.resolve({ value: { data } });
    });
  }
}
