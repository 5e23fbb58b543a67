import type { AuditBundle } from '#contract/admin-keys.ts';
import type { DrawRecord } from '#contract/draws.ts';
import type { RaffleView } from '#contract/raffles.ts';
import type { Summary } from '#contract/summary.ts';
import type { Verdict } from '#proof/verdict.ts';
import { formatMoney } from '#contract/money.ts';
import { describeTime } from './times.ts';

/** What the summary is made of. `verdict`: of an audit of the logs that are saved beside it. */
export interface SummarySources {
  readonly view: RaffleView;
  readonly draw: DrawRecord | undefined;
  readonly summary: Summary;
  readonly bundle: AuditBundle;
  readonly verdict: Verdict;
}

/** A table: a heading, column names, and rows of text. */
interface Table {
  readonly title: string;
  readonly columns?: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Writes one page for a licensing authority: what was sold, voided and not sold, the proceeds, the
 * prizes and the winning numbers, the times, and which key ordered what. It names no buyer.
 */
export function writeLicenceSummary(sources: SummarySources): string {
  const { view, bundle, verdict } = sources;
  const tables = [
    { title: 'Raffle', rows: toRows(describeNotice(view)) },
    { title: 'Tickets', rows: toRows(describeTickets(sources)) },
    { title: 'Times', rows: toRows(describeTimes(view)) },
    { title: 'Prizes', columns: ['No.', 'Prize', 'Winning ticket'], rows: listPrizes(sources) },
    { title: 'Ordered by', columns: ['Key', 'Role', 'Orders'], rows: listOrders(bundle) },
  ];
  const rehearsal =
    view.rehearsal === true ? '<p><strong>A rehearsal: nothing in it is real.</strong></p>' : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(view.title)}: summary</title>
<style>
@page { size: A4; margin: 12mm; }
body { font: 8pt/1.25 sans-serif; max-width: 186mm; margin: 0 auto; color: #000; background: #fff; }
h1 { font-size: 14pt; margin: 0 0 2mm; }
h2 { font-size: 9pt; margin: 2mm 0 0.5mm; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.3mm 2mm 0.3mm 0; overflow-wrap: anywhere; }
table.facts th { width: 42mm; font-weight: normal; color: #444; }
p { margin: 2mm 0 0; }
</style>
</head>
<body>
<h1>${escapeHtml(view.title)}</h1>
${rehearsal}
${tables.map(writeTable).join('\n')}
<p>${escapeHtml(verdicts[verdict])} The log has ${bundle.entries.length} ${bundle.entries.length === 1 ? 'entry' : 'entries'}.
Times, payments and reasons are as the operators stated them.</p>
</body>
</html>
`;
}

const verdicts: Readonly<Record<Verdict, string>> = {
  passed: 'The log saved with this page was recomputed from its first entry to its last: VALID.',
  failed: 'The log saved with this page was recomputed: NOT VALID.',
  'not-checked': 'The log saved with this page could not be checked completely.',
};

type Facts = Readonly<Record<string, string | number | undefined>>;

function describeNotice({ id, notice = {}, capacity, perPersonLimit }: RaffleView): Facts {
  return {
    Identifier: id,
    Organiser: notice.organiser,
    Contact: notice.contact,
    Licence: notice.licence,
    'In aid of': notice.purpose,
    Place: notice.place,
    'Tickets offered': capacity,
    'At most per person': perPersonLimit,
  };
}

function describeTickets({ summary }: SummarySources): Facts {
  const { sold, desk, web, remaining, voided, paid, due, income } = summary;
  const reasons = Object.entries(voided).filter(([, count]) => count > 0);
  const total = reasons.reduce((sum, [, count]) => sum + count, 0);
  const named = reasons.map(([reason, count]) => `${count} ${reason}`).join(', ');
  const toMoney = (amount: number) =>
    income === undefined ? undefined : formatMoney({ amount, currency: income.currency }, 'en');
  return {
    Sold: `${sold} (${web} online, ${desk} at the desk)`,
    Voided: total === 0 ? '0' : `${total} (${named})`,
    'Not sold': remaining,
    'Price of a ticket': toMoney(income?.price ?? 0),
    Paid: `${paid}${income === undefined ? '' : `, proceeds ${toMoney(income.amount)}`}`,
    'Not paid': `${due}${income === undefined ? '' : `, due ${toMoney(income.due)}`}`,
  };
}

function describeTimes(view: RaffleView): Facts {
  const isClosed = view.status === 'closed' || view.status === 'drawn';
  return {
    Published: describeIfKnown(view.openedAt),
    'Sales began': describeIfKnown(view.opensAt ?? view.openedAt),
    'Sales end announced for': describeIfKnown(view.closesAt),
    'Sales ended': isClosed ? describeIfKnown(view.closedAt) : undefined,
    Drawn: view.status === 'drawn' ? describeIfKnown(view.drawnAt) : undefined,
    'Claims until': describeIfKnown(view.claimBy),
    Cancelled: view.status === 'cancelled' ? describeIfKnown(view.cancelledAt) : undefined,
    Status: view.status,
  };
}

function describeIfKnown(time: string | undefined): string | undefined {
  return time === undefined ? undefined : describeTime(time);
}

function listPrizes({ view, draw }: SummarySources): string[][] {
  if (draw === undefined) {
    return view.prizes.map(({ title }, index) => [String(index + 1), title, 'not drawn']);
  }
  return draw.winners.map((winner) => {
    const lost = draw.forfeits
      .filter(({ prize }) => prize === winner.prize)
      .map(({ ticketNumber, reason }) => `before: ${ticketNumber}, ${reason}`);
    const held =
      winner.state === 'unawarded'
        ? 'not awarded'
        : `${winner.ticketNumber}${winner.state === 'claimed' ? ', handed over' : ''}`;
    return [String(winner.prize), winner.title, [held, ...lost].join('; ')];
  });
}

/** One row per key: how many entries of each type its requests caused. */
function listOrders({ entries, keys }: AuditBundle): string[][] {
  const counts = new Map<string, Map<string, number>>();
  for (const { entry, order } of entries) {
    const request = typeof order === 'number' ? entries[order]?.order : order;
    if (typeof request !== 'object' || request === null) continue;
    const types = counts.get(request.keyid) ?? new Map<string, number>();
    counts.set(request.keyid, types.set(entry.type, (types.get(entry.type) ?? 0) + 1));
  }
  return [...counts].map(([keyid, types]) => {
    const key = keys.find((each) => each.keyid === keyid);
    const orders = [...types].map(([type, count]) => `${count} × ${type}`).join(', ');
    return [`${key?.name ?? 'unknown'} (${keyid})`, key?.role ?? '', orders];
  });
}

function toRows(facts: Facts): string[][] {
  return Object.entries(facts).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
}

function writeTable({ title, columns, rows }: Table): string {
  const head =
    columns === undefined
      ? ''
      : `<tr>${columns.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('')}</tr>\n`;
  const body = rows.map(([first = '', ...others]) => {
    const name =
      columns === undefined
        ? `<th scope="row">${escapeHtml(first)}</th>`
        : `<td>${escapeHtml(first)}</td>`;
    return `<tr>${name}${others.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
  });
  const style = columns === undefined ? ' class="facts"' : '';
  return `<h2>${escapeHtml(title)}</h2>\n<table${style}>\n${head}${body.join('\n')}\n</table>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
