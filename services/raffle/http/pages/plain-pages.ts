import { escapeHtml } from '#contract/shown-text.ts';

/** Style sheet of the service's plain pages. */
export const pageStyle = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
code { font-family: ui-monospace, monospace; }
section, article { padding: 0.5rem 0; border-top: 1px solid light-dark(#ccc, #444); }
h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; } h3 { font-size: 1rem; margin: 0; }
p { margin: 0.25rem 0; } .muted { color: light-dark(#555, #aaa); }
.code { font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.text { white-space: pre-line; }
:target { outline: 2px solid; outline-offset: 4px; }
a { color: inherit; }
`;

/** @param content HTML. */
export function renderPage(title: string, content: string, language = 'en'): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>
`;
}
