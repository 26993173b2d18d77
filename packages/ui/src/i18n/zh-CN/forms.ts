export const forms = {
  required: '必填',
  chooseDate: '选择日期',
  choose: '请选择',
  searchReference: '输入编号或名称查找',
  notFound: '没有找到',
  searching: '正在查找',
  clear: '清除',
  errorCount_other: '{{count}} 处需要修改',
  toFirstError: '到第一处',
};
