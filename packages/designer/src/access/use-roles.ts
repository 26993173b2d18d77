import { useRef } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormDefinition, RoleDefinition } from '@dougong/kernel/metadata';
import { api } from '../app/api.js';
import { publishedDefinitions, withDrafts } from '../definitions/all-definitions.js';
import { loadDesignState } from '../surroundings/load-surroundings.js';
import { designChanged } from '../surroundings/use-design.js';

export interface AccessChange {
  readonly form: string;
  readonly what: string;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly text: string;
}

export interface Why {
  readonly allowed: boolean;
  readonly sight?: 'shown' | 'masked' | 'read_only' | 'hidden';
  readonly text: string;
  readonly considered: readonly {
    readonly role: string;
    readonly path: string;
    readonly outcome: string;
    readonly text: string;
  }[];
}

interface Roles {
  readonly forms: readonly FormDefinition[];
  readonly roles: readonly RoleDefinition[];
  readonly revision: number | string;
}

const KEY = ['design', 'roles'];

/** Roles and forms as they would be published now. */
export function useRoles() {
  return useQuery({
    queryKey: KEY,
    queryFn: async (): Promise<Roles> => {
      const [state, published] = await Promise.all([loadDesignState(api), publishedDefinitions()]);
      const all = withDrafts(published, state);
      return {
        forms: all.filter((each) => each.kind === 'form'),
        roles: all.filter((each) => each.kind === 'role'),
        revision: state.bundle.revision,
      };
    },
  });
}

/** What the drafts of roles mean for people. */
export function useAccessChanges(revision: number | string | undefined) {
  return useQuery({
    queryKey: ['design', 'access-changes', revision],
    queryFn: async () =>
      (await api.client.get<{ changes: readonly AccessChange[] }>('/access/changes')).data.changes,
    enabled: revision !== undefined,
  });
}

/**
 * Keeps roles as drafts, one after another, each over the revision that the one before left. Whoever is quicker than the
 * server sees what he did at once; it is kept in its turn.
 */
export function useKeepRoles() {
  const client = useQueryClient();
  const line = useRef<{ last: Promise<unknown>; waiting: number }>({ last: Promise.resolve(), waiting: 0 });
  const keep = async (roles: readonly RoleDefinition[]): Promise<void> => {
    for (const role of roles) {
      const revision = client.getQueryData<Roles>(KEY)?.revision ?? 0;
      const answer = await api.design.saveDraft('role', role.key, role, { ifMatch: `"${revision}"` });
      client.setQueryData<Roles>(KEY, (now) => now && { ...now, revision: answer.data.revision });
    }
  };
  return async (roles: readonly RoleDefinition[]): Promise<void> => {
    await client.cancelQueries({ queryKey: KEY });
    client.setQueryData<Roles>(KEY, (now) => now && { ...now, roles: withRoles(now.roles, roles) });
    line.current.waiting += 1;
    const kept = line.current.last.then(() => keep(roles));
    line.current.last = kept.catch(() => undefined);
    try {
      await kept;
    } finally {
      line.current.waiting -= 1;
      // What is read anew before all is kept would take back what is still waiting.
      if (line.current.waiting === 0) designChanged();
    }
  };
}

/** Roles with some of them as they are now; those that were not there come last. */
function withRoles(
  before: readonly RoleDefinition[],
  changed: readonly RoleDefinition[],
): readonly RoleDefinition[] {
  const byKey = new Map(changed.map((role) => [role.key, role]));
  const added = changed.filter(({ key }) => before.every((role) => role.key !== key));
  return [...before.map((role) => byKey.get(role.key) ?? role), ...added];
}

/** Why somebody may or may not. */
export async function askWhy(query: Readonly<Record<string, string>>): Promise<Why> {
  return (await api.client.get<Why>('/access/why', { query })).data;
}
