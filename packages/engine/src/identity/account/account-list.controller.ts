import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Answers } from '../../http/answers.js';
import { idOf, limitParameter, textParameter, wordParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { Requires } from '../decorators.js';
import { ACCOUNT_STATES, AccountList } from './account-list.js';
import type { AccountPage, AccountState } from './account-list.js';
import { AccountPageWire, AccountWire } from './account-list.wire.js';
import type { AccountView } from './account-list.wire.js';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;
const STATES = Object.keys(ACCOUNT_STATES) as readonly AccountState[];

/** Accounts of people, for administrators. */
@ApiTags('organisation')
@Controller('api/v1/accounts')
@Requires('administer')
export class AccountListController {
  constructor(private readonly accounts: AccountList) {}

  @Get()
  @ApiOperation({ summary: 'Lists accounts with how their people get in and when they did last, by name' })
  @ApiQuery({ name: 'q', required: false, description: 'part of a name or login' })
  @ApiQuery({ name: 'state', required: false, enum: [...STATES] })
  @ApiQuery({ name: 'role', required: false, description: 'key of a role held' })
  @ApiQuery({ name: 'department', required: false, description: 'key of a department' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @Answers(AccountPageWire)
  list(@Query() query: RawQuery): Promise<AccountPage> {
    const filter = {
      text: textParameter(query, 'q'),
      state: wordParameter(query, 'state', STATES),
      role: textParameter(query, 'role'),
      department: textParameter(query, 'department'),
    };
    const limit = limitParameter(query, LIMIT_DEFAULT, LIMIT_MAX);
    return this.accounts.page(filter, limit, textParameter(query, 'cursor'));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Tells one account and how its person gets in' })
  @Answers(AccountWire)
  one(@Param('id') id: string): Promise<AccountView> {
    return this.accounts.one(idOf(id));
  }
}
