/** Organisations with books of their own. */
export const organisationsEn = {
  organisations: {
    kind: 'Books of its own',
    kindNote:
      'As a company, a branch or a store it has document numbers, balances, vouchers and closings of its own.',
    kindNone: 'in the books of the organisation above',
    kindWhole: 'one set of books for the whole company',
    kind_company: 'Company',
    kind_branch: 'Branch',
    kind_store: 'Store',
    books: 'Books',
    worksAlsoIn: 'Also works in',
    worksAlsoInNote: 'Besides the own organisation; chosen in the top bar once signed in.',
    onlyOwn: 'the own organisation alone',
    switch: 'Choose the organisation',
    working: 'You work in {{title}}',
  },
};
