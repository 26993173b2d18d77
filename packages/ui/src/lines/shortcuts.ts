/** The keys of the grid for the shortcut sheet; `text` is a key of the catalogue. */
export const LINE_GRID_SHORTCUTS: readonly { readonly keys: readonly string[]; readonly text: string }[] = [
  { keys: ['Enter'], text: 'lines.keys.enter' },
  { keys: ['Tab'], text: 'lines.keys.tab' },
  { keys: ['↑', '↓', '←', '→'], text: 'lines.keys.arrows' },
  { keys: ['Home', 'End'], text: 'lines.keys.home' },
  { keys: ['Ctrl', '↑↓←→'], text: 'lines.keys.ctrlArrows' },
  { keys: ['F2'], text: 'lines.keys.edit' },
  { keys: ['Esc'], text: 'lines.keys.escape' },
  { keys: ['Ctrl', 'D'], text: 'lines.keys.fill' },
  { keys: ['Ctrl', 'Z / Y'], text: 'lines.keys.undo' },
  { keys: ['F8'], text: 'lines.keys.nextProblem' },
  { keys: ['Alt', 'Enter'], text: 'lines.keys.repair' },
  { keys: ['Ctrl', 'Delete'], text: 'lines.keys.deleteRow' },
];
