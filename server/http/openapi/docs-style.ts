/** Style of the documentation page: the tokens of the portal, without its files, since a service serves itself alone. */
export const docsStyle = `
:root{color-scheme:light;--bg:#fff;--bg-sunk:#f5f6f8;--bg-hover:#eef1f5;--line:#e0e4e9;--edge:#757f8b;--text:#11161c;--text-2:#454f5b;--text-3:#5f6975;--accent:#1456be;--accent-ink:#fff;--accent-soft:#e6eefb;--bad:#b3261e}
@media (prefers-color-scheme:dark){:root{color-scheme:dark;--bg:#0c0f13;--bg-sunk:#080a0d;--bg-hover:#182029;--line:#212831;--edge:#667383;--text:#e9edf2;--text-2:#aab4c0;--text-3:#87929f;--accent:#7db2ff;--accent-ink:#06121f;--accent-soft:#132238;--bad:#ff8a80}}
*{box-sizing:border-box;margin:0}
html{scroll-padding-top:56px}
body{background:var(--bg);color:var(--text-2);font:14px/20px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
code,pre,input,select{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:13px}
a{color:var(--accent);text-decoration:none}
a:hover{text-decoration:underline}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
.bar{position:sticky;top:0;z-index:1;display:flex;gap:12px;align-items:center;height:44px;padding:0 16px;background:var(--bg);border-bottom:1px solid var(--line);white-space:nowrap;overflow-x:auto}
.bar b{color:var(--text)}
.bar span{flex:1}
.page{display:grid;grid-template-columns:220px minmax(0,1fr);max-width:1180px;margin:0 auto}
nav{position:sticky;top:44px;align-self:start;max-height:calc(100vh - 44px);overflow-y:auto;padding:24px 16px}
nav b{display:block;padding:12px 8px 4px;color:var(--text-3);font-size:11px;line-height:16px;font-weight:640}
nav a{display:block;padding:4px 8px;border-radius:4px;color:var(--text-2)}
nav a:hover{background:var(--bg-hover);text-decoration:none}
main{padding:32px 24px 96px}
h1{color:var(--text);font-size:24px;line-height:28px;font-weight:640}
h2{margin-top:48px;color:var(--text-3);font-size:12px;line-height:16px;font-weight:640}
h3{color:var(--text);font-size:16px;line-height:24px;font-weight:640}
p{margin-top:8px;max-width:76ch}
section{padding:24px 0;border-bottom:1px solid var(--line)}
.path{display:flex;flex-wrap:wrap;gap:8px;align-items:baseline;margin-top:4px}
.path i{padding:0 6px;border-radius:4px;background:var(--accent-soft);color:var(--accent);font-style:normal;font-size:11px;line-height:18px;font-weight:640}
.scroll{overflow-x:auto;margin-top:12px}
table{width:100%;border-collapse:collapse}
th{padding:4px 12px 4px 0;color:var(--text-3);font-size:11px;line-height:16px;font-weight:540;text-align:left}
td{padding:6px 12px 6px 0;border-top:1px solid var(--line);vertical-align:top}
td:first-child{white-space:nowrap;color:var(--text)}
td small{color:var(--text-3);font-size:12px}
input,select{width:100%;min-width:150px;height:28px;padding:0 8px;border:1px solid var(--edge);border-radius:4px;background:var(--bg);color:var(--text)}
.run{display:flex;flex-wrap:wrap;gap:12px;align-items:center;margin-top:12px}
button{height:28px;padding:0 12px;border:0;border-radius:4px;background:var(--accent);color:var(--accent-ink);font:inherit;font-weight:540;cursor:pointer}
button.plain{background:none;border:1px solid var(--edge);color:var(--text)}
pre{overflow:auto;max-height:360px;margin-top:12px;padding:12px;border:1px solid var(--line);border-radius:4px;background:var(--bg-sunk);color:var(--text);white-space:pre-wrap;overflow-wrap:anywhere}
output{color:var(--text-3)}
output.bad{color:var(--bad)}
ul{margin-top:8px;padding-left:20px}
.only-script{display:none}
.scripted .only-script{display:revert}
@media (max-width:760px){thead{display:none}tr{display:block;padding:8px 0;border-top:1px solid var(--line)}td{display:block;padding:2px 0;border:0}.page{grid-template-columns:minmax(0,1fr)}nav{position:static;max-height:none;padding:16px 16px 0;columns:2}main{padding:16px 16px 64px}button,input,select{height:44px}}
`.trim();
