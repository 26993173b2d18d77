export const people = {
  search: '姓名、账号、部门，可用拼音首字母',
  remove: '去掉 {{name}}',
  loading: '正在读取人员',
  none: '没有找到“{{typed}}”，换个姓名或部门试试。',
  more_other: '还有 {{count}} 人，继续输入可缩小范围。',
};
