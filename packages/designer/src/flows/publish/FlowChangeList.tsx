import type { FlowDefinition } from '@dougong/kernel/metadata';
import { useText } from '../../i18n/text.js';
import { ChangeLine } from '../../release/ChangeLine.js';
import { useDesigner } from '../designer-context.js';
import { tellingChanges } from '../flow-diff.js';
import type { FlowChange } from '../flow-diff.js';
import { changeSentence } from '../flow-sentences.js';
import { RevealLink } from './RevealLink.js';

function targetOf(change: FlowChange) {
  if (change.kind === 'removed') return undefined;
  if (change.what === 'node' || change.what === 'order') return { kind: 'node' as const, id: change.node.id };
  return change.what === 'edge' ? { kind: 'edge' as const, id: change.edge.id } : undefined;
}

interface FlowChangeListProps {
  readonly published: FlowDefinition | null;
  readonly document: FlowDefinition;
  readonly onClose: () => void;
}

/** What the document changes against the release, each with a way to its place in the drawing. */
export function FlowChangeList({ published, document, onClose }: FlowChangeListProps) {
  const text = useText();
  const { names } = useDesigner();
  const changes = tellingChanges(published, document);
  return (
    <section aria-label={text('publish.changes')}>
      <h3>{text('publish.changes')}</h3>
      {changes.length === 0 ? <p className="dg-t2">{text('publish.noChanges')}</p> : null}
      <ul>
        {changes.map((change, at) => {
          const target = targetOf(change);
          return (
            <ChangeLine
              key={at}
              kind={change.kind}
              {...changeSentence(change, names, { before: published, after: document })}
              link={target === undefined ? null : <RevealLink target={target} onClose={onClose} />}
            />
          );
        })}
      </ul>
    </section>
  );
}
