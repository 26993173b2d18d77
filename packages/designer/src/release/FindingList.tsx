import { CircleAlert, TriangleAlert } from 'lucide-react';
import { Link } from 'react-router';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import type { Finding } from '@dougong/ui/api';
import { issueSentence, useLanguage, useLocalized } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';
import { findingSentence } from '../surroundings/finding-sentence.js';
import { useDefinition, useNamesOf, useTitleOf } from '../surroundings/use-design.js';
import { definitionPath } from './definition-icons.js';
import { pathOf, placeText } from './property-text.js';
import './release.css';

/** Errors first: they block. */
export function sortedFindings(findings: readonly Finding[]): readonly Finding[] {
  const isError = (found: Finding) => found.severity === 'error';
  return [...findings.filter(isError), ...findings.filter((found) => !isError(found))];
}

/** Findings of any definition: how grave, where, what, and under which code. */
export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <ul className="ds-findings">
      {sortedFindings(findings).map((found, at) => (
        <FindingItem key={`${found.kind}/${found.key}${found.path}/${found.code}/${at}`} found={found} />
      ))}
    </ul>
  );
}

function FindingItem({ found }: { readonly found: Finding }) {
  const text = useText();
  const { language } = useLanguage();
  const title = useLocalized();
  const titleOf = useTitleOf();
  const names = useNamesOf(found.kind, found.key);
  const place = usePlace(found);
  const isError = found.severity === 'error';
  const Icon = isError ? CircleAlert : TriangleAlert;
  const path = definitionPath(found.kind, found.key);
  const name = `${text(`kinds.${found.kind}`)} ${title(titleOf(found.kind, found.key))}`;
  return (
    <li className={isError ? 'is-error' : 'is-warning'}>
      <Icon size={14} aria-hidden="true" />
      <div>
        <p className="ds-finding-where">
          <span className="ds-finding-weight">{text(isError ? 'problems.blocks' : 'problems.warns')}</span>
          {path === undefined ? <b>{name}</b> : <Link to={path}>{name}</Link>}
          {place === '' ? null : <span className="dg-t2">{place}</span>}
        </p>
        <p>
          {names === undefined ? issueSentence(found, language) : findingSentence(found, names)}{' '}
          <code>{found.code}</code>
        </p>
      </div>
    </li>
  );
}

/** The node of a flow, else the property of the definition. */
function usePlace(found: Finding): string {
  const text = useText();
  const { language } = useLanguage();
  const title = useLocalized();
  const names = useNamesOf(found.kind, found.key);
  const { data } = useDefinition<FlowDefinition>(found.kind, found.key);
  const [node] = found.nodes ?? [];
  if (node !== undefined) return title(data?.nodes.find((entry) => entry.id === node)?.title ?? node);
  return placeText(pathOf(found.path), { language, text, names });
}
