/** Text that cannot become markup. */
export function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': 'amp',
    '<': 'lt',
    '>': 'gt',
    '"': 'quot',
    "'": '#39',
  };
  return text.replaceAll(/[&<>"']/g, (character) => `&${names[character]};`);
}

/** The style of the service's own plain pages. */
export const pageStyle = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
code { font-family: ui-monospace, monospace; }
section, article { padding: 0.5rem 0; border-top: 1px solid light-dark(#ccc, #444); }
h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; } h3 { font-size: 1rem; margin: 0; }
p { margin: 0.25rem 0; } .muted { color: light-dark(#555, #aaa); }
.code { font-size: 1.5rem; font-variant-numeric: tabular-nums; }
:target { outline: 2px solid; outline-offset: 4px; }
a { color: inherit; }
`;

/** A whole page around its content, which is markup. */
export function renderPage(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
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
