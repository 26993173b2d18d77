import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Draft } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { api } from '../app/api.js';
import { useText } from '../i18n/text.js';
import { loadPublished } from '../surroundings/load-surroundings.js';
import { useDesign, useNamesOf, useTitleOf } from '../surroundings/use-design.js';
import { DefinitionChanges } from './DefinitionChanges.js';
import { definitionIcon, definitionPath } from './definition-icons.js';
import './release.css';

interface PendingDraftProps {
  readonly draft: Draft;
  readonly actions?: ReactNode;
}

/** A draft that waits to be published, with its changes against the release. */
export function PendingDraft({ draft, actions }: PendingDraftProps) {
  const text = useText();
  const title = useLocalized();
  const titleOf = useTitleOf();
  const names = useNamesOf(draft.kind, draft.key);
  const published = usePublished(draft);
  const Icon = definitionIcon(draft.kind);
  const path = definitionPath(draft.kind, draft.key);
  const name = title(titleOf(draft.kind, draft.key));
  return (
    <section className="ds-pending" aria-label={`${text(`kinds.${draft.kind}`)} ${name}`}>
      <h4>
        <Icon size={16} aria-hidden="true" />
        <span className="dg-t2">{text(`kinds.${draft.kind}`)}</span>
        {path === undefined || draft.definition === null ? name : <Link to={path}>{name}</Link>}
        {actions === undefined ? null : <span className="ds-pending-actions">{actions}</span>}
      </h4>
      {published === undefined ? (
        <p className="dg-t2">{text('loading')}</p>
      ) : (
        <DefinitionChanges kind={draft.kind} before={published} after={draft.definition} names={names} />
      )}
    </section>
  );
}

/** What the release has of it; `null` when it is new, `undefined` while it is being read. */
function usePublished({ kind, key }: Draft): unknown {
  const state = useDesign().data;
  return useQuery({
    queryKey: ['design', 'published', kind, key],
    queryFn: () => (state === undefined ? null : loadPublished<unknown>(api, kind, key, state)),
    enabled: state !== undefined,
  }).data;
}
