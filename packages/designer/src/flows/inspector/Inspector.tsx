import { useView } from '../designer-context.js';
import { EdgeInspector } from './EdgeInspector.js';
import { FlowInspector } from './FlowInspector.js';
import { NodeInspector } from './NodeInspector.js';

/** What is selected, to be changed; with nothing selected the flow itself. */
export function Inspector() {
  const { document, selection } = useView();
  const node =
    selection?.kind === 'node' ? document.nodes.find((entry) => entry.id === selection.id) : undefined;
  const edge =
    selection?.kind === 'edge' ? document.edges.find((entry) => entry.id === selection.id) : undefined;
  if (node !== undefined) return <NodeInspector key={node.id} document={document} node={node} />;
  if (edge !== undefined) return <EdgeInspector key={edge.id} document={document} edge={edge} />;
  return <FlowInspector document={document} />;
}
