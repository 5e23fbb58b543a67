import { escapeHtml } from '#contract/shown-text.ts';
import type { Language } from '#contract/language.ts';

/** What a mail says, before it is laid out as text or HTML. */
export interface MailContent {
  readonly subject: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** Labelled facts, one per line. */
  readonly facts: readonly MailFact[];
  readonly link: { readonly label: string; readonly url: string };
  /** Says who sent the mail and why. */
  readonly footer: string;
}

export interface MailFact {
  readonly label: string;
  readonly value: string;
}

/** Lays a mail out as plain text. */
export function renderText({ heading, paragraphs, facts, link, footer }: MailContent): string {
  const blocks = [
    heading,
    ...paragraphs,
    facts.map(({ label, value }) => `${label}:${renderValue(value)}`).join('\n'),
    `${link.label}:\n${link.url}`,
    `-- \n${footer}`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** A value of several lines begins below its label. */
function renderValue(value: string): string {
  const lines = value.split('\n');
  return lines.length === 1 ? ` ${value}` : lines.map((line) => `\n  ${line}`).join('');
}

const styles = {
  body: 'margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif',
  box: 'max-width:36em;margin:0 auto',
  heading: 'font-size:22px;line-height:1.3;margin:0 0 16px;overflow-wrap:anywhere',
  text: 'margin:0 0 16px;white-space:pre-line',
  table: 'border-collapse:collapse;margin:0 0 16px',
  label: 'padding:2px 16px 2px 0;text-align:start;vertical-align:top;font-weight:normal',
  value: 'padding:2px 0;vertical-align:top;white-space:pre-line;overflow-wrap:anywhere',
  footer: 'margin:24px 0 0;font-size:14px',
} as const;

/** Lays a mail out as HTML without images, scripts or anything that is loaded. */
export function renderHtml(content: MailContent, language: Language): string {
  const { subject, heading, paragraphs, facts, link, footer } = content;
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><th scope="row" style="${styles.label}">${escapeHtml(label)}</th><td dir="auto" style="${styles.value}">${escapeHtml(value)}</td></tr>`,
  );
  const table = rows.length === 0 ? [] : [`<table style="${styles.table}">`, ...rows, '</table>'];
  return [
    `<!doctype html>`,
    `<html lang="${language}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title></head>`,
    `<body style="${styles.body}"><div style="${styles.box}">`,
    `<h1 style="${styles.heading}">${escapeHtml(heading)}</h1>`,
    ...paragraphs.map((text) => `<p style="${styles.text}">${escapeHtml(text)}</p>`),
    ...table,
    `<p style="${styles.text}"><a href="${escapeHtml(link.url)}">${escapeHtml(link.label)}</a></p>`,
    `<p style="${styles.footer}">${escapeHtml(footer)}</p>`,
    `</div></body>`,
    `</html>`,
    '',
  ].join('\n');
}
