import type { Finding } from '@dougong/ui/api';
import { FindingList, sortedFindings } from '../../release/FindingList.js';
import { findingSentence } from '../../surroundings/finding-sentence.js';
import { useDesigner } from '../designer-context.js';
import { RevealLink } from './RevealLink.js';

interface FlowVerdictProps {
  readonly findings: readonly Finding[];
  readonly onClose: () => void;
}

/** The findings in this flow with ways into the drawing, then those of the other definitions. */
export function FlowVerdict({ findings, onClose }: FlowVerdictProps) {
  const { editor, names } = useDesigner();
  const { document } = editor;
  const isOwn = (found: Finding) => found.kind === 'flow' && found.key === document.key;
  return (
    <>
      <ul className="ds-verdict">
        {sortedFindings(findings.filter(isOwn)).map((found, at) => {
          const node = document.nodes.find((entry) => entry.id === found.nodes?.[0]);
          return (
            <li key={at} className={found.severity === 'error' ? 'is-error' : 'is-warning'}>
              {node === undefined ? null : <b>{names.title(node.title)}</b>} {findingSentence(found, names)}{' '}
              {node === undefined ? null : (
                <RevealLink target={{ kind: 'node', id: node.id }} onClose={onClose} />
              )}
            </li>
          );
        })}
      </ul>
      <FindingList findings={findings.filter((found) => !isOwn(found))} />
    </>
  );
}
