import type { CompiledRegister } from './register.js';

/** The resource that says how much there is. */
export function countedResource({ resources }: CompiledRegister): string {
  return (resources.find(({ role }) => role === 'quantity') ?? resources[0])?.id ?? '';
}
