import { Inject, Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Clock } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import { CLOCK } from '../../ports.js';
import type { ApiImpactWire, FormImpactWire } from './impact.wire.js';

const USED_WITHIN_DAYS = 30;
const MS_PER_DAY = 86_400_000;

const KEYS = `
  SELECT k.name AS key, u.name AS user, k.last_used_at AS "lastUsedAt",
         ARRAY(SELECT role_key FROM core.user_role r WHERE r.user_id = u.id) AS roles
    FROM core.api_key k JOIN core.user_account u ON u.id = k.user_id
   WHERE k.last_used_at >= $1 AND k.revoked_at IS NULL AND u.active ORDER BY k.last_used_at DESC LIMIT 200`;

interface KeyRow {
  readonly key: string;
  readonly user: string;
  readonly lastUsedAt: string;
  readonly roles: readonly string[];
  readonly [column: string]: unknown;
}

/**
 * Programs that may stumble. What a call reads is not kept, so it is told by rights: keys in use whose holder may read a
 * form that loses or retypes fields.
 */
@Injectable()
export class ApiImpacts {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async read(forms: readonly FormImpactWire[], { definitions }: CompiledRelease): Promise<ApiImpactWire[]> {
    const broken = forms.filter(isBroken).map(({ key }) => key);
    if (broken.length === 0) return [];
    const since = new Date(Date.parse(this.clock()) - USED_WITHIN_DAYS * MS_PER_DAY).toISOString();
    const { rows } = await this.database.query<KeyRow>(KEYS, [since]);
    return rows.flatMap(({ roles, key, user, lastUsedAt }) => {
      const readable = broken.filter((form) => mayRead(definitions, roles, form));
      return readable.length === 0 ? [] : [{ key, user, lastUsedAt, forms: readable }];
    });
  }
}

function isBroken({ change, fields }: FormImpactWire): boolean {
  return change === 'removed' || fields.some((field) => field.change !== 'added');
}

function mayRead(
  definitions: CompiledRelease['definitions'],
  roles: readonly string[],
  form: string,
): boolean {
  return definitions.some(
    (each) =>
      each.kind === 'role' &&
      roles.includes(each.key) &&
      each.forms.some(
        (grant) =>
          (grant.form === '*' || grant.form === form) &&
          (grant.actions.includes('*') || grant.actions.includes('read')),
      ),
  );
}
