import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Answers } from '../http/answers.js';
import { noRight } from '../http/refusal.js';
import { listOf, UserWire } from '../people/organisation.wire.js';
import { wordParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { CurrentSubject } from './decorators.js';
import type { Subject } from './subject.js';
import { UserDirectory } from './typeorm-user-directory.js';
import type { Person } from './typeorm-user-directory.js';

const SEARCH_LENGTH_MAX = 100;
const ACTIVE = ['true', 'false', 'all'] as const;

@ApiTags('users')
@Controller('api/v1/users')
export class UsersController {
  constructor(private readonly directory: UserDirectory) {}

  @Get()
  @ApiOperation({ summary: 'Lists active people, to choose from' })
  @Answers(listOf(UserWire))
  @ApiQuery({ name: 'role', required: false })
  @ApiQuery({ name: 'department', required: false, description: 'key of a department' })
  @ApiQuery({ name: 'q', required: false })
  @ApiQuery({
    name: 'active',
    required: false,
    enum: ACTIVE,
    description: 'also people who have left, for administrators',
  })
  async list(
    @CurrentSubject() subject: Subject,
    @Query() query: RawQuery,
  ): Promise<{ data: readonly Person[] }> {
    const active = wordParameter(query, 'active', ACTIVE) ?? 'true';
    if (active !== 'true' && !subject.rights.administer) throw noRight({ right: 'administer' });
    const filter = {
      ...textOf('role', query['role']),
      ...textOf('department', query['department']),
      ...textOf('text', query['q']),
    };
    return { data: await this.directory.list({ ...filter, active }) };
  }
}

function textOf<K extends string>(name: K, value: unknown): { readonly [key in K]?: string } {
  if (typeof value !== 'string' || value === '') return {};
  return { [name]: value.slice(0, SEARCH_LENGTH_MAX) } as { readonly [key in K]?: string };
}
