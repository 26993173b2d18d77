import { Injectable } from '@nestjs/common';
import type { DescribedDefinition } from '@dougong/kernel/changes';
import { Directory } from '../../people/directory.js';
import type { RoleImpactWire } from './impact.wire.js';

export interface RolesImpact {
  readonly roles: RoleImpactWire[];
  /** People who hold one of them, each once. */
  readonly users: number;
}

/** Whose rights a publish widens or narrows. */
@Injectable()
export class RoleImpacts {
  constructor(private readonly directory: Directory) {}

  async read(described: readonly DescribedDefinition[]): Promise<RolesImpact> {
    const changed = described.filter(({ kind }) => kind === 'role');
    if (changed.length === 0) return { roles: [], users: 0 };
    const people = await this.directory.refresh();
    const holders = (key: string) => people.usersOfRole(key).filter((user) => people.isActive(user));
    const roles = changed.map(({ key, title, change, changes }) => ({
      key,
      title,
      change,
      widened: changes.filter(({ what }) => what === 'permission_widened').length,
      narrowed: changes.filter(({ what }) => what === 'permission_narrowed').length,
      users: holders(key).length,
    }));
    return { roles, users: new Set(changed.flatMap(({ key }) => holders(key))).size };
  }
}
