import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { CompiledRegister } from './register.js';

/**
 * What a new version of a register may not do, because rows of the ledger were written with the old one: move, drop or
 * retype a column, or coarsen a scale. New dimensions come at the end and are not required, as old rows have none.
 */
export function checkRegisterChange(before: CompiledRegister, after: CompiledRegister): readonly Issue[] {
  return [
    ...changedPolicies(before, after),
    ...changedDimensions(before, after),
    ...changedResources(before, after),
  ];
}

function changedPolicies(before: CompiledRegister, after: CompiledRegister): Issue[] {
  const changed = (['type', 'valuation', 'standardBy', 'balance'] as const).filter(
    (policy) => termsOf(before)[policy] !== termsOf(after)[policy],
  );
  return changed.map((policy) =>
    issue('register_policy_changed', `/${policy}`, { register: after.key, policy }),
  );
}

/** What rows were written by. Documents may wait in a queue from one version to the next: the rows are the same. */
function termsOf({ definition, standardBy, valued }: CompiledRegister): Readonly<Record<string, string>> {
  const { type, valuation, balance = 'locked' } = definition;
  return {
    type,
    valuation,
    standardBy: valued ? standardBy.join() : '',
    balance: balance === 'queued' ? 'locked' : balance,
  };
}

function changedDimensions(before: CompiledRegister, after: CompiledRegister): Issue[] {
  const kept = before.dimensions.flatMap((old, at) => {
    const now = after.dimensions[at];
    if (now && now.id === old.id && now.type === old.type && now.form === old.form) return [];
    return [
      issue('register_dimension_changed', pointer('', 'dimensions', at), {
        register: after.key,
        dimension: old.id,
      }),
    ];
  });
  const added = after.dimensions.slice(before.dimensions.length).flatMap((dimension, at) => {
    if (!dimension.required) return [];
    const path = pointer('', 'dimensions', before.dimensions.length + at, 'required');
    return [issue('new_dimension_required', path, { register: after.key, dimension: dimension.id })];
  });
  return [...kept, ...added];
}

function changedResources(before: CompiledRegister, after: CompiledRegister): Issue[] {
  return before.resources.flatMap((old) => {
    const now = after.resources.find((resource) => resource.id === old.id);
    if (now && now.slot === old.slot && now.role === old.role && now.scale >= old.scale) return [];
    return [issue('register_resource_changed', '/resources', { register: after.key, resource: old.id })];
  });
}
