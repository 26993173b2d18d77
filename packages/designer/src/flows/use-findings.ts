import { useEffect, useState } from 'react';
import { checkFlow } from '@dougong/kernel/flows';
import type { Finding } from '@dougong/kernel/flows';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import type { Surroundings } from '../surroundings/surroundings.js';

const REST_MS = 120;

/** What the kernel's own check says about a drawing; the server says the same before a publish. */
export function findingsOf(
  document: FlowDefinition,
  { form, roles, users }: Surroundings,
): readonly Finding[] {
  return checkFlow(document, {
    scope: form.scope,
    states: [...form.lifecycle.states.keys()],
    roles: roles.map((role) => role.key),
    users: users.map((user) => user.id),
  });
}

/** Checks the document whenever it has rested for a moment, while the browser has nothing better to do. */
export function useFindings(document: FlowDefinition, surroundings: Surroundings): readonly Finding[] {
  const [findings, setFindings] = useState(() => findingsOf(document, surroundings));
  useEffect(() => {
    let idle: number | undefined;
    const check = () => setFindings(findingsOf(document, surroundings));
    const timer = setTimeout(() => {
      if (typeof requestIdleCallback === 'function') idle = requestIdleCallback(check, { timeout: 500 });
      else check();
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      if (idle !== undefined) cancelIdleCallback(idle);
    };
  }, [document, surroundings]);
  return findings;
}
