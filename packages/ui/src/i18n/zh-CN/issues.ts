/** Sentences for what the page finds by itself; those of the kernel's codes stand in the kernel. */
export const issues = {
  http: '服务器没有给出能用的回答（HTTP {{status}}）。请稍后重试；仍不行，请告诉管理员。',
  reference_unknown: '没有找到“{{text}}”，请从列表中选择。',
  offline: '现在连不上服务器，内容还在本页。恢复连接后再试。',
  timeout: '服务器没有及时回答，请重试。',
};
