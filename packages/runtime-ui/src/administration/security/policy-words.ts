import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../../texts/index.js';
import { useRoles } from '../queries.js';
import type { SecurityPolicy } from './security-wire.js';

const MINUTES_PER_HOUR = 60;

/** Says in a few words what each part of a policy is. */
export function usePolicyWords() {
  const text = useText();
  const title = useLocalized();
  const { data: roles = [] } = useRoles();
  const rolesOf = (keys: readonly string[]) =>
    keys.map((key) => title(roles.find((role) => role.key === key)?.title) || key).join(text('and'));
  const minutes = (count: number) =>
    count % MINUTES_PER_HOUR === 0
      ? text('security.hours', { count: count / MINUTES_PER_HOUR })
      : text('security.minutes', { count });
  return (name: keyof SecurityPolicy, policy: SecurityPolicy): string => {
    switch (name) {
      case 'passwordLength':
        return text('security.characters', { count: policy.passwordLength });
      case 'passwordHistory':
        return text('security.earlier', { count: policy.passwordHistory });
      case 'passwordDays':
        return policy.passwordDays === null
          ? text('security.never')
          : text('security.days', { count: policy.passwordDays });
      case 'secondFactor':
        if (policy.secondFactor.all) return text('security.reach_all');
        return policy.secondFactor.roles.length === 0
          ? text('security.reach_nobody')
          : rolesOf(policy.secondFactor.roles);
      case 'failedTries':
        return text('security.tries', { count: policy.failedTries });
      case 'idleMinutes':
        return minutes(policy.idleMinutes);
      case 'sessionHours':
        return text('security.hours', { count: policy.sessionHours });
      case 'groupRoles':
        return text('security.groupCount', { count: Object.keys(policy.groupRoles).length });
    }
  };
}
