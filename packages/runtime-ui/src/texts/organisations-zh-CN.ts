/** Organisations with books of their own. */
export const organisationsZhCN = {
  organisations: {
    kind: '独立核算',
    kindNote: '标为公司、分公司或门店后，它有自己的单据编号、库存、凭证和结账。',
    kindNone: '归上级组织核算',
    kindWhole: '整个公司一套账',
    kind_company: '公司',
    kind_branch: '分公司',
    kind_store: '门店',
    books: '账簿',
    worksAlsoIn: '还在哪些组织工作',
    worksAlsoInNote: '除本组织外，登录后可以在顶栏切换到这些组织。',
    onlyOwn: '只在本组织',
    switch: '切换组织',
    working: '当前组织：{{title}}',
  },
};
