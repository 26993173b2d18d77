import type { Selection } from '../../editing/index.js';
import { useText } from '../../i18n/text.js';
import { useDesigner } from '../designer-context.js';

interface RevealLinkProps {
  readonly target: Selection;
  readonly onClose: () => void;
}

/** Leaves the dialog for the place in the drawing. */
export function RevealLink({ target, onClose }: RevealLinkProps) {
  const text = useText();
  const { reveal } = useDesigner();
  return (
    <button
      type="button"
      className="ds-link"
      onClick={() => {
        onClose();
        reveal(target);
      }}
    >
      {text('publish.showNode')}
    </button>
  );
}
