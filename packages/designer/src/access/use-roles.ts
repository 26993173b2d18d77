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

/** Keeps roles as drafts, one after another, each over the revision that the one before left. */
export function useKeepRoles() {
  const client = useQueryClient();
  return async (roles: readonly RoleDefinition[]): Promise<void> => {
    const before = client.getQueryData<Roles>(KEY);
    if (before === undefined) return;
    const changed = new Map(roles.map((role) => [role.key, role]));
    const kept = before.roles.map((role) => changed.get(role.key) ?? role);
    const added = roles.filter(({ key }) => before.roles.every((role) => role.key !== key));
    client.setQueryData<Roles>(KEY, { ...before, roles: [...kept, ...added] });
    try {
      let revision = before.revision;
      for (const role of roles) {
        const answer = await api.design.saveDraft('role', role.key, role, { ifMatch: `"${revision}"` });
        revision = answer.data.revision;
      }
      client.setQueryData<Roles>(KEY, (now) => now && { ...now, revision });
    } catch (problem) {
      client.setQueryData<Roles>(KEY, before);
      throw problem;
    } finally {
      designChanged();
    }
  };
}

/** Why somebody may or may not. */
export async function askWhy(query: Readonly<Record<string, string>>): Promise<Why> {
  return (await api.client.get<Why>('/access/why', { query })).data;
}
