import {
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { Search } from 'lucide-react';
import { KeyHint } from '@dougong/ui/shell';
import { useText } from '../i18n/text.js';
import type { Text } from '../i18n/text.js';
import type { CatalogPart } from '../surroundings/catalog.js';
import { useDesigner } from './designer-context.js';
import type { MenuRequest } from './designer-context.js';
import { nodeIcon } from './node-icons.js';
import { categoryOf } from './node-parts.js';
import { isFoundBy, pinyinInitials } from './pinyin.js';

const WIDTH = 300;
const HEIGHT = 380;
const GAP = 12;

interface NodeMenuProps {
  readonly request: MenuRequest;
  readonly onPick: (part: CatalogPart) => void;
  readonly onClose: () => void;
}

/** Beside what was clicked, never outside the window. */
function placeBeside(anchor: DOMRect): { readonly left: number; readonly top: number } {
  const left =
    anchor.right + GAP + WIDTH > window.innerWidth
      ? Math.max(GAP, anchor.left - GAP - WIDTH)
      : anchor.right + GAP;
  return {
    left,
    top: Math.min(Math.max(GAP, anchor.top - 60), Math.max(GAP, window.innerHeight - HEIGHT - GAP)),
  };
}

/** The node types that fit here: nothing is put before a start, and an end does not lead on. */
function offered(parts: readonly CatalogPart[], request: MenuRequest): readonly CatalogPart[] {
  return parts.filter((part) => part.isStart !== true && !('edge' in request && part.isEnd === true));
}

/** Parts whose name, in either language or by its pinyin initials, has what was typed. */
function useFound(request: MenuRequest, typed: string): readonly CatalogPart[] {
  const { surroundings, names } = useDesigner();
  const all = useMemo(() => offered(surroundings.catalog.nodeTypes, request), [surroundings, request]);
  return all.filter(
    (part) =>
      isFoundBy(names.title(part.title), typed) ||
      isFoundBy(part.title.en, typed) ||
      part.kind.includes(typed.trim().toLowerCase()),
  );
}

function useOutside(box: RefObject<HTMLElement | null>, onOutside: () => void): void {
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) onOutside();
    };
    window.addEventListener('pointerdown', outside, true);
    return () => window.removeEventListener('pointerdown', outside, true);
  }, [box, onOutside]);
}

/** A searchable list of node types. Arrows choose, Enter adds, Esc goes back to where the focus was. */
export function NodeMenu({ request, onPick, onClose }: NodeMenuProps) {
  const text = useText();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const found = useFound(request, typed);
  const active = Math.min(at, found.length - 1);
  useOutside(box, onClose);
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const part = found[active];
    if (step !== undefined && found.length > 0) setAt((active + step + found.length) % found.length);
    else if (event.key === 'Enter' && part !== undefined) onPick(part);
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const search = (next: string) => {
    setTyped(next);
    setAt(0);
  };
  return (
    <div
      ref={box}
      className="ds-menu"
      role="dialog"
      aria-label={text('menu.title')}
      style={placeBeside(request.anchor)}
      onKeyDown={onKey}
    >
      <MenuSearch id={id} typed={typed} active={found[active]} onType={search} />
      <p className="ds-menu-count" role="status">
        {countText(text, typed, found.length)}
      </p>
      <ul id={`${id}-list`} role="listbox" aria-label={text('menu.title')}>
        {found.map((part, index) => (
          <MenuOption
            key={part.kind}
            part={part}
            id={`${id}-${part.kind}`}
            active={index === active}
            onHover={() => setAt(index)}
            onPick={() => onPick(part)}
          />
        ))}
      </ul>
      <footer>
        <KeyHint keys={['↑', '↓', 'Enter', 'Esc']} />
      </footer>
    </div>
  );
}

function countText(text: Text, typed: string, count: number): string {
  if (typed.trim() === '') return text('menu.all');
  return count === 0 ? text('menu.none') : text('menu.match', { count });
}

interface MenuSearchProps {
  readonly id: string;
  readonly typed: string;
  readonly active: CatalogPart | undefined;
  readonly onType: (typed: string) => void;
}

function MenuSearch({ id, typed, active, onType }: MenuSearchProps) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => input.current?.focus(), []);
  return (
    <div className="ds-menu-search">
      <Search size={16} aria-hidden="true" />
      <input
        ref={input}
        role="combobox"
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        {...(active === undefined ? {} : { 'aria-activedescendant': `${id}-${active.kind}` })}
        aria-label={text('menu.search')}
        placeholder={text('menu.search')}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => onType(event.target.value)}
      />
    </div>
  );
}

interface MenuOptionProps {
  readonly part: CatalogPart;
  readonly id: string;
  readonly active: boolean;
  readonly onHover: () => void;
  readonly onPick: () => void;
}

function MenuOption({ part, id, active, onHover, onPick }: MenuOptionProps) {
  const { names } = useDesigner();
  const Icon = nodeIcon(part);
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (active) item.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <li
      ref={item}
      id={id}
      role="option"
      aria-selected={active}
      className={`is-${categoryOf(part)}`}
      onPointerMove={onHover}
      onClick={onPick}
    >
      <span className="ds-kind" aria-hidden="true">
        <Icon size={16} />
      </span>
      <span className="ds-menu-words">
        <b>{names.title(part.title)}</b>
        <small className="dg-clip">{names.title(part.description)}</small>
      </span>
      {names.language === 'zh-CN' ? (
        <small aria-hidden="true">{pinyinInitials(part.title['zh-CN'])}</small>
      ) : null}
    </li>
  );
}
