import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Localized } from '@dougong/kernel/foundation';
import { Repository } from 'typeorm';
import type { SelectQueryBuilder } from 'typeorm';
import {
  Department,
  Post,
  UserAccount,
  UserOrganisation,
  UserPost,
  UserRole,
} from '../database/entities/index.js';

export interface Person {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  /** What stands beside the name. */
  readonly post: Localized | null;
  /** Key of the department. */
  readonly department: string | null;
  /** Keys of the posts held, the main one first. */
  readonly posts: readonly string[];
  /** Keys of the organisations that he works in besides his own. */
  readonly organisations: readonly string[];
  readonly active: boolean;
}

export interface PeopleFilter {
  readonly role?: string;
  readonly department?: string;
  /** Part of a name or login. */
  readonly text?: string;
  /** People who work here unless others are asked for. */
  readonly active?: 'true' | 'false' | 'all';
}

const PEOPLE_MAX = 200;

/** Logins of the platform itself have a colon, and accounts of programs say so; they are nobody to choose. */
const IS_PERSON = `user.login NOT LIKE '%:%' AND user.kind = 'person'`;

/** The people, to choose from. */
@Injectable()
export class UserDirectory {
  constructor(@InjectRepository(UserAccount) private readonly users: Repository<UserAccount>) {}

  list({ role, department, text, active = 'true' }: PeopleFilter): Promise<readonly Person[]> {
    const query = this.people();
    if (active !== 'all') query.andWhere('user.active = :active', { active: active === 'true' });
    if (role) {
      query.innerJoin(UserRole, 'role', 'role.userId = user.id AND role.roleKey = :role', { role });
    }
    if (department) query.andWhere('department.key = :department', { department });
    if (text) {
      const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
      query.andWhere('(user.name ILIKE :pattern OR user.login ILIKE :pattern)', { pattern });
    }
    return query.getRawMany<Person>();
  }

  private people(): SelectQueryBuilder<UserAccount> {
    const posts = this.users.manager
      .createQueryBuilder(UserPost, 'held')
      .innerJoin(Post, 'post', 'post.id = held.postId')
      .select(`coalesce(array_agg(post.key ORDER BY held.position), '{}')`)
      .where('held.userId = user.id');
    const beside = this.users.manager
      .createQueryBuilder(UserOrganisation, 'beside')
      .innerJoin(Department, 'organisation', 'organisation.id = beside.departmentId')
      .select(`coalesce(array_agg(organisation.key ORDER BY organisation.key), '{}')`)
      .where('beside.userId = user.id');
    return this.users
      .createQueryBuilder('user')
      .leftJoin(Department, 'department', 'department.id = user.department')
      .select(['user.id AS id', 'user.login AS login', 'user.name AS name', 'user.post AS post'])
      .addSelect('department.key', 'department')
      .addSelect(`(${posts.getQuery()})`, 'posts')
      .addSelect(`(${beside.getQuery()})`, 'organisations')
      .addSelect('user.active', 'active')
      .where(IS_PERSON)
      .orderBy('user.name')
      .limit(PEOPLE_MAX);
  }
}
