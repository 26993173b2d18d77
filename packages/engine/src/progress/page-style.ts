/** The style sheet of the progress page, in the colours of the house; by day and by night. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--bg:#f4f6f5;--card:#fff;--ink:#17201d;--text-2:#4f5a56;--line:#dce2df;--green:#0f6b5c;--tint:#ddefea;
--red:#b3261e;--red-tint:#fcebea;--amber:#855600;--amber-tint:#fff3d6;--done:#1f6b3a;--done-tint:#e6f4ea;--blue:#1f5aa8;--blue-tint:#e8f0fb}
@media(prefers-color-scheme:dark){:root{--bg:#141816;--card:#1c211f;--ink:#e6eae8;--text-2:#a9b3ae;--line:#343c38;--green:#4fb8a4;--tint:#17332d;
--red:#ff8a7a;--red-tint:#3a1d1a;--amber:#f0c267;--amber-tint:#362a10;--done:#7fce98;--done-tint:#18301f;--blue:#8ab8f2;--blue-tint:#1a2a40}}
*{box-sizing:border-box}
body{margin:0;padding:24px 16px;background:var(--bg);color:var(--ink);line-break:strict;overflow-wrap:anywhere;
font:16px/24px "Inter Variable","PingFang SC","Microsoft YaHei","Noto Sans SC",system-ui,sans-serif}
main,footer{max-width:480px;margin:0 auto}
main{padding:20px;background:var(--card);border:1px solid var(--line);border-top:3px solid var(--green);border-radius:6px}
.app{margin:0 0 4px;color:var(--text-2);font-size:14px}
h1{display:flex;flex-wrap:wrap;align-items:center;gap:8px;margin:0;font-size:20px;line-height:28px;font-weight:600}
.seal{padding:0 8px;border:1px solid;border-radius:2px;color:var(--text-2);font-size:14px;line-height:24px;font-weight:600}
.seal.done{color:var(--done);background:var(--done-tint)}.seal.refused{color:var(--red);background:var(--red-tint)}
.seal.waiting,.seal.warning{color:var(--amber);background:var(--amber-tint)}.seal.progress{color:var(--blue);background:var(--blue-tint)}
.said{margin:12px 0 0}
dl{margin:16px 0 0;border-top:1px solid var(--line)}
dl>div{display:grid;grid-template-columns:7em 1fr;gap:8px;padding:10px 0;border-bottom:1px solid var(--line)}
dt{color:var(--text-2)}dd{margin:0;font-variant-numeric:tabular-nums}
.is-now dd{color:var(--green);font-weight:600}
footer{display:flex;justify-content:space-between;align-items:center;gap:16px;margin-top:12px;color:var(--text-2);font-size:13px;line-height:20px}
.note{margin:0}a{flex:none;display:inline-flex;align-items:center;min-height:44px;color:var(--green)}a:focus-visible{outline:2px solid var(--green);outline-offset:2px}
`.replaceAll('\n', '');
