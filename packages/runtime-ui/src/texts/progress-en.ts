/** Links over which people without an account follow a record. */
export const progressEn = {
  progress: {
    share: 'Share the progress',
    title: 'Progress links',
    note: 'Whoever has a link sees the progress without signing in, and only what the form lets be seen.',
    none: 'No link is good now',
    noneText: 'Make one and put its QR code on the paper or the goods: whoever scans it sees the progress.',
    issue: 'Make a link',
    copy: 'Copy the link',
    copied: 'Copied',
    print: 'Print the QR code',
    revoke: 'Revoke',
    revokeTitle: 'Revoke this link?',
    revokeText: 'It ends at once and cannot be brought back.',
    code: 'QR code of the progress of {{title}}',
    until: 'good until {{when}}',
    views_one: 'looked at once',
    views_other: 'looked at {{count}} times',
    scan: 'Scan to see the progress',
  },
};
