export const people = {
  search: 'Name, login or department',
  remove: 'Take out {{name}}',
  loading: 'People are being read',
  none: '"{{typed}}" was not found; try another name or department.',
  more_one: '{{count}} more; go on typing to narrow it down.',
  more_other: '{{count}} more; go on typing to narrow it down.',
};
