import { useEffect, useRef, useSyncExternalStore, type RefObject } from 'react';
import { createPortal } from 'react-dom';
import { useUiText } from '../i18n/index.js';
import type { GridController } from './grid-controller.js';
import type { OptionListState } from './option-list.js';
import { useAnchor } from './use-anchor.js';

const SIZE = { heightPx: 264, widthPx: 320 };

interface OptionPopupProps {
  readonly grid: GridController;
  readonly gridId: string;
  readonly root: RefObject<HTMLElement | null>;
}

function note(state: OptionListState): string | null {
  if (state.status === 'searching') return 'lines.searching';
  if (state.status === 'failed') return 'lines.searchFailed';
  return state.options.length === 0 ? 'lines.noMatch' : null;
}

function Options({
  grid,
  gridId,
  state,
}: {
  readonly grid: GridController;
  readonly gridId: string;
  readonly state: OptionListState;
}) {
  const text = useUiText();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[state.chosen]?.scrollIntoView?.({ block: 'nearest' });
  }, [state.chosen]);
  return (
    <ul
      ref={list}
      role="listbox"
      id={`${gridId}-options`}
      aria-label={text('lines.options', { column: state.column.title })}
    >
      {state.options.map((option, index) => (
        <li
          key={option.value}
          id={`${gridId}-option-${index}`}
          role="option"
          aria-selected={index === state.chosen}
          onMouseMove={() => grid.options.choose(index)}
          onClick={() => {
            grid.pick(state.row, state.column, option);
            grid.enter(false);
          }}
        >
          {option.code === undefined ? null : <span className="dg-code">{option.code}</span>}
          <span className="dg-clip">{option.title}</span>
          {option.note === undefined ? null : <small>{option.note}</small>}
        </li>
      ))}
    </ul>
  );
}

/** The list under the active cell; one for the whole grid. */
export function OptionPopup({ grid, gridId, root }: OptionPopupProps) {
  const text = useUiText();
  const state = useSyncExternalStore(
    (listener) => grid.options.subscribe(listener),
    () => grid.options.state(),
  );
  const style = useAnchor(root, state === null ? null : { row: state.row, column: state.column.key }, SIZE);
  if (state === null || style === null) return null;
  const noteKey = note(state);
  return createPortal(
    // Pressing inside must not take the focus from the cell.
    <div className="dg-options" style={style} onMouseDown={(event) => event.preventDefault()}>
      <Options grid={grid} gridId={gridId} state={state} />
      {noteKey === null ? null : (
        <p role="status" className="dg-t3">
          {text(noteKey)}
        </p>
      )}
    </div>,
    document.body,
  );
}
