import { Button } from 'antd';
import { ChevronDown, ChevronUp, Pencil } from 'lucide-react';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { FormView, type FormState } from '@dougong/ui/forms';
import { references } from '../data/references.js';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';

interface DocumentHeaderProps {
  readonly definition: FormDefinition;
  readonly state: FormState;
  readonly editable: readonly string[];
  readonly omit: readonly string[];
  /** Documents with lines show their header in a few rows, to leave the room to the lines. */
  readonly foldable: boolean;
  readonly open: boolean;
  onOpen(open: boolean): void;
}

const NOTHING: readonly string[] = [];

function toggleText(open: boolean, mayEdit: boolean): string {
  if (open) return 'document.foldHeader';
  return mayEdit ? 'document.editHeader' : 'document.openHeader';
}

/** The header fields of a document: folded for reading, open for typing. */
export function DocumentHeader({
  definition,
  state,
  editable,
  omit,
  foldable,
  open,
  onOpen,
}: DocumentHeaderProps) {
  const text = useText();
  const folded = foldable && !open;
  const mayEdit = editable.length > 0;
  const Icon = open ? ChevronUp : mayEdit ? Pencil : ChevronDown;
  return (
    <section className={`rt-head${folded ? ' is-folded' : ''}`} aria-label={text('document.header')}>
      {foldable ? (
        <Button
          className="rt-head-toggle"
          type="text"
          size="small"
          icon={<Icon size={14} />}
          aria-expanded={open}
          onClick={() => onOpen(!open)}
        >
          {text(toggleText(open, mayEdit))}
        </Button>
      ) : null}
      <FormView
        definition={definition}
        state={state}
        references={references}
        editable={folded ? NOTHING : editable}
        omit={omit}
        linkTo={paths.record}
      />
    </section>
  );
}
