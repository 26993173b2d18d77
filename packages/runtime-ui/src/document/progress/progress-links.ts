import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../data/api.js';

/** A link over which somebody without an account follows a record. */
export interface ProgressLink {
  readonly id: string;
  readonly url: string;
  /** The address as a QR code, SVG. */
  readonly code: string;
  readonly expiresAt: string;
  readonly views: number;
}

const { client } = api;

function pathOf(form: string, id: string): string {
  return `/forms/${encodeURIComponent(form)}/records/${encodeURIComponent(id)}/progress-links`;
}

/** The links of a record that are good, and what can be done about them. */
export function useProgressLinks(form: string, id: string) {
  const path = pathOf(form, id);
  const queries = useQueryClient();
  const queryKey = ['progress-links', form, id];
  const renew = () => queries.invalidateQueries({ queryKey });
  const links = useQuery({
    queryKey,
    queryFn: async () => (await client.get<{ data: readonly ProgressLink[] }>(path)).data.data,
  });
  const issue = useMutation({ mutationFn: () => client.post<ProgressLink>(path, {}), onSuccess: renew });
  const revoke = useMutation({
    mutationFn: (link: string) => client.delete(`${path}/${encodeURIComponent(link)}`),
    onSuccess: renew,
  });
  return { links, issue, revoke };
}
