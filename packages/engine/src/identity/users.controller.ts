import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { UserDirectory } from './typeorm-user-directory.js';
import type { Person } from './typeorm-user-directory.js';

const SEARCH_LENGTH_MAX = 100;

@ApiTags('users')
@Controller('api/v1/users')
export class UsersController {
  constructor(private readonly directory: UserDirectory) {}

  @Get()
  @ApiOperation({ summary: 'Lists active people, to choose from' })
  @ApiQuery({ name: 'role', required: false })
  @ApiQuery({ name: 'q', required: false })
  async list(
    @Query('role') role?: unknown,
    @Query('q') text?: unknown,
  ): Promise<{ data: readonly Person[] }> {
    return { data: await this.directory.list({ ...textOf('role', role), ...textOf('text', text) }) };
  }
}

function textOf<K extends string>(name: K, value: unknown): { readonly [key in K]?: string } {
  if (typeof value !== 'string' || value === '') return {};
  return { [name]: value.slice(0, SEARCH_LENGTH_MAX) } as { readonly [key in K]?: string };
}
