import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Localized } from '@dougong/kernel/foundation';
import { Repository } from 'typeorm';
import { UserAccount, UserRole } from '../database/entities/index.js';

export interface Person {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly post: Localized | null;
}

export interface PeopleFilter {
  readonly role?: string;
  /** Part of a name or login. */
  readonly text?: string;
}

const PEOPLE_MAX = 200;

/** The active people, to choose from. */
@Injectable()
export class UserDirectory {
  constructor(@InjectRepository(UserAccount) private readonly users: Repository<UserAccount>) {}

  async list(filter: PeopleFilter): Promise<readonly Person[]> {
    const query = this.users
      .createQueryBuilder('user')
      .where('user.active')
      .orderBy('user.name')
      .limit(PEOPLE_MAX);
    if (filter.role) {
      query.innerJoin(UserRole, 'role', 'role.userId = user.id AND role.roleKey = :role', {
        role: filter.role,
      });
    }
    if (filter.text) {
      const pattern = `%${filter.text.replaceAll(/[\\%_]/g, '\\$&')}%`;
      query.andWhere('(user.name ILIKE :pattern OR user.login ILIKE :pattern)', { pattern });
    }
    const found = await query.getMany();
    return found.map(({ id, login, name, post }) => ({ id, login, name, post }));
  }
}
