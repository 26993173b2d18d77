export const forms = {
  required: 'Required',
  chooseDate: 'Choose a date',
  choose: 'Choose',
  searchReference: 'Type a code or a name',
  notFound: 'Nothing found',
  searching: 'Searching',
  clear: 'Clear',
  errorCount_one: '{{count}} place to correct',
  errorCount_other: '{{count}} places to correct',
  toFirstError: 'To the first',
};
