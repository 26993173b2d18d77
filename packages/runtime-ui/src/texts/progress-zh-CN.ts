/** Links over which people without an account follow a record. */
export const progressZhCN = {
  progress: {
    share: '分享进度',
    title: '进度链接',
    note: '有链接的人不登录就能查看进度，只显示表单里允许公开的内容。',
    none: '还没有有效的链接',
    noneText: '生成一个，把二维码贴在单据或货物上，对方扫码就能看到进度。',
    issue: '生成链接',
    copy: '复制链接',
    copied: '已复制',
    print: '打印二维码',
    revoke: '撤销',
    revokeTitle: '撤销这个链接？',
    revokeText: '撤销后立即失效，不能恢复。',
    code: '{{title}} 的进度二维码',
    until: '有效期至 {{when}}',
    views_other: '查看 {{count}} 次',
    scan: '扫码查看进度',
  },
};
