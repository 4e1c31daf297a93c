/** A whole page around the pieces of an exported notebook. No script runs in it, whatever a cell has in it. */
export function exportedPage(title: string, language: string, body: readonly string[]): string {
  return `<!DOCTYPE html>
<html lang="${htmlText(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src * data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${htmlText(title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<main>
${body.join('\n')}
</main>
</body>
</html>
`;
}

/** A picture inside the page. */
export function pictureHtml(title: string, base64: string): string {
  return `<figure><img alt="${htmlText(title)}" src="data:image/svg+xml;base64,${base64}"></figure>`;
}

export function htmlText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const STYLE = `body { margin: 0; color: #222; background: #fff; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60em; margin: 0 auto; padding: 2em 1.5em 4em; }
h1, h2, h3 { line-height: 1.25; }
table { border-collapse: collapse; margin: 1em 0; font-size: 0.9em; font-variant-numeric: tabular-nums; }
th, td { padding: 0.25em 0.8em; border-bottom: 1px solid #ddd; text-align: left; }
th { border-bottom-color: #888; }
pre { padding: 0.8em 1em; overflow-x: auto; background: #f5f5f5; font-size: 0.85em; }
figure { margin: 1em 0; }
img { max-width: 100%; height: auto; }
blockquote { margin: 1em 0; padding-left: 1em; border-left: 3px solid #ccc; }
@media print { main { max-width: none; padding: 0; } figure, table { break-inside: avoid; } }`;
