/** What a key means to the grid. */
export type GridCommand =
  | { readonly do: 'move'; readonly rows: number; readonly columns: number; readonly extend?: boolean }
  | { readonly do: 'edge'; readonly rows: -1 | 0 | 1; readonly columns: -1 | 0 | 1 }
  | { readonly do: 'page'; readonly direction: 1 | -1 }
  | { readonly do: 'enter'; readonly back: boolean }
  | { readonly do: 'tab'; readonly back: boolean }
  | { readonly do: 'restore' }
  | { readonly do: 'edit' }
  | { readonly do: 'undo' }
  | { readonly do: 'redo' }
  | { readonly do: 'fillDown' }
  | { readonly do: 'deleteRow' }
  | { readonly do: 'nextProblem'; readonly back: boolean }
  | { readonly do: 'repair' }
  | { readonly do: 'openOptions' }
  | { readonly do: 'option'; readonly step: 1 | -1 }
  | { readonly do: 'pick'; readonly then: 'enter' | 'tab'; readonly back: boolean }
  | { readonly do: 'toggle' };

export interface KeyPress {
  readonly key: string;
  readonly shift: boolean;
  /** Ctrl, or Cmd on a Mac. */
  readonly ctrl: boolean;
  readonly alt: boolean;
}

export interface KeyContext {
  /** `navigate`: the whole cell is chosen, the next letter replaces it. `edit`: the caret is inside the text. */
  readonly mode: 'navigate' | 'edit';
  readonly caretAtStart: boolean;
  readonly caretAtEnd: boolean;
  readonly optionsOpen: boolean;
  /** The cell is a box to tick. */
  readonly isSwitch: boolean;
}

type Rule = (press: KeyPress, context: KeyContext) => GridCommand | null;

const optionKeys: Rule = ({ key, shift }, { optionsOpen }) => {
  if (!optionsOpen) return null;
  if (key === 'ArrowDown') return { do: 'option', step: 1 };
  if (key === 'ArrowUp') return { do: 'option', step: -1 };
  if (key === 'Enter') return { do: 'pick', then: 'enter', back: shift };
  if (key === 'Tab') return { do: 'pick', then: 'tab', back: shift };
  return null;
};

const altKeys: Rule = ({ key, alt }) => {
  if (!alt) return null;
  if (key === 'ArrowDown') return { do: 'openOptions' };
  return key === 'Enter' ? { do: 'repair' } : null;
};

const ARROWS: Readonly<Record<string, readonly [-1 | 0 | 1, -1 | 0 | 1]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const ctrlKeys: Rule = ({ key, ctrl, shift }) => {
  if (!ctrl) return null;
  const arrow = ARROWS[key];
  if (arrow !== undefined) return { do: 'edge', rows: arrow[0], columns: arrow[1] };
  if (key === 'Home') return { do: 'edge', rows: -1, columns: -1 };
  if (key === 'End') return { do: 'edge', rows: 1, columns: 1 };
  if (key === 'Delete') return { do: 'deleteRow' };
  const letter = key.toLowerCase();
  if (letter === 'z') return shift ? { do: 'redo' } : { do: 'undo' };
  if (letter === 'y') return { do: 'redo' };
  return letter === 'd' ? { do: 'fillDown' } : null;
};

/** Inside a text the arrows belong to the caret until it stands at the edge. */
function caretKeepsKey(key: string, { mode, caretAtStart, caretAtEnd }: KeyContext): boolean {
  if (mode === 'navigate') return false;
  if (key === 'ArrowLeft') return !caretAtStart;
  if (key === 'ArrowRight') return !caretAtEnd;
  return key === 'Home' || key === 'End';
}

const moveKeys: Rule = ({ key, shift, ctrl }, context) => {
  if (ctrl || caretKeepsKey(key, context)) return null;
  const arrow = ARROWS[key];
  if (arrow !== undefined) {
    if (shift && context.mode === 'edit') return null;
    return { do: 'move', rows: arrow[0], columns: arrow[1], extend: shift };
  }
  if (key === 'Home') return { do: 'edge', rows: 0, columns: -1 };
  if (key === 'End') return { do: 'edge', rows: 0, columns: 1 };
  if (key === 'PageDown') return { do: 'page', direction: 1 };
  return key === 'PageUp' ? { do: 'page', direction: -1 } : null;
};

const otherKeys: Rule = ({ key, shift, ctrl, alt }, { isSwitch }) => {
  if (ctrl || alt) return null;
  if (key === 'Enter') return { do: 'enter', back: shift };
  if (key === 'Tab') return { do: 'tab', back: shift };
  if (key === 'Escape') return { do: 'restore' };
  if (key === 'F2') return { do: 'edit' };
  if (key === 'F8') return { do: 'nextProblem', back: shift };
  return key === ' ' && isSwitch ? { do: 'toggle' } : null;
};

const RULES: readonly Rule[] = [altKeys, optionKeys, ctrlKeys, moveKeys, otherKeys];

/** Reads a key press; null leaves the key to the text field. */
export function gridCommand(press: KeyPress, context: KeyContext): GridCommand | null {
  for (const rule of RULES) {
    const command = rule(press, context);
    if (command !== null) return command;
  }
  return null;
}
