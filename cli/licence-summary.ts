import type { AuditBundle } from '#contract/admin-keys.ts';
import type { DrawRecord } from '#contract/draws.ts';
import type { RaffleView } from '#contract/raffles.ts';
import type { Summary } from '#contract/summary.ts';
import type { Verdict } from '#proof/verdict.ts';
import { formatMoney } from '#contract/money.ts';
import { reasonWords } from '#contract/reason-words.ts';
import { escapeHtml } from '#contract/shown-text.ts';
import { VoidReason } from '#contract/tickets.ts';
import { deedWords, drawnBy, states, verdicts } from './summary-words.ts';
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
    {
      title: 'Who did what',
      columns: ['Name and key', 'Signed for'],
      rows: listDeeds(bundle),
    },
  ];
  const rehearsal =
    view.rehearsal === true ? '<p><strong>A rehearsal: nothing in it is real.</strong></p>' : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(view.title)}: summary</title>
<style>
@page { size: A4; margin: 10mm 12mm; }
body { font: 8pt/1.2 sans-serif; max-width: 186mm; margin: 0 auto; color: #000; background: #fff; }
h1 { font-size: 14pt; margin: 0 0 2mm; }
h2 { font-size: 9pt; margin: 1.5mm 0 0.5mm; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.3mm 2mm 0.3mm 0; overflow-wrap: anywhere; }
th { overflow-wrap: normal; }
table.list { font-size: 7.5pt; }
table.facts th { width: 42mm; font-weight: normal; color: #444; }
p { margin: 2mm 0 0; }
p.signatures { display: flex; gap: 8mm; margin-top: 7mm; }
p.signatures span { flex: 1; border-top: 0.2mm solid #000; }
</style>
</head>
<body>
<h1>${escapeHtml(view.title)}</h1>
${rehearsal}
${tables.map(writeTable).join('\n')}
<p>${escapeHtml(verdicts[verdict])} Times, payments and reasons are as the organisers stated them.</p>
<p class="signatures"><span>Name, signature, date</span><span>Name, signature, date</span></p>
</body>
</html>
`;
}

const { voids, forfeits } = reasonWords.en;

type Facts = Readonly<Record<string, string | number | undefined>>;

function describeNotice(view: RaffleView): Facts {
  const { id, notice = {}, capacity, perPersonLimit, randomness } = view;
  return {
    Identifier: id,
    Organiser: notice.organiser,
    Contact: notice.contact,
    Licence: notice.licence,
    'In aid of': notice.purpose,
    Place: notice.place,
    'Tickets offered': grouped(capacity),
    'At most per person': perPersonLimit,
    'Drawn by': drawnBy[randomness],
    State: states[view.status],
  };
}

/** For example `1,000,000`. */
const grouped = (count: number) => count.toLocaleString('en');

function describeTickets({ summary }: SummarySources): Facts {
  const { sold, desk, web, remaining, voided, paid, due, income } = summary;
  const reasons = VoidReason.options.flatMap((reason) =>
    voided[reason] > 0 ? [[reason, voided[reason]] as const] : [],
  );
  const total = reasons.reduce((sum, [, count]) => sum + count, 0);
  const named = reasons.map(([reason, count]) => `${count} ${voids[reason]}`).join(', ');
  const toMoney = (amount: number) =>
    income === undefined ? undefined : formatMoney({ amount, currency: income.currency }, 'en');
  return {
    Sold: `${grouped(sold)} (${grouped(web)} online, ${grouped(desk)} at the desk)`,
    'Taken back': total === 0 ? '0' : `${total} (${named})`,
    'Not sold': grouped(remaining),
    'Price of a ticket': toMoney(income?.price ?? 0),
    Paid: `${grouped(paid)}${income === undefined ? '' : `, proceeds ${toMoney(income.amount)}`}`,
    'Not paid': `${grouped(due)}${income === undefined ? '' : `, due ${toMoney(income.due)}`}`,
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
      .map(({ ticketNumber, reason }) => `before ${ticketNumber}, ${forfeits[reason]}`);
    const held =
      winner.state === 'unawarded'
        ? 'not awarded'
        : `${winner.ticketNumber}${winner.state === 'claimed' ? ', handed over' : ', not handed over yet'}`;
    return [String(winner.prize), winner.title, [held, ...lost].join('; ')];
  });
}

/** One row per key: what its signed requests did. */
function listDeeds({ entries, keys }: AuditBundle): string[][] {
  const counts = new Map<string, Map<string, number>>();
  for (const { entry, order } of entries) {
    const request = typeof order === 'number' ? entries[order]?.order : order;
    if (typeof request !== 'object' || request === null) continue;
    const types = counts.get(request.keyid) ?? new Map<string, number>();
    counts.set(request.keyid, types.set(entry.type, (types.get(entry.type) ?? 0) + 1));
  }
  return [...counts].map(([keyid, types]) => {
    const key = keys.find((each) => each.keyid === keyid);
    const deeds = [...types].map(([type, count]) => deedWords[type]?.(count) ?? type).join('; ');
    return [`${key?.name ?? 'unknown'}, ${key?.role ?? 'unknown role'} (${keyid})`, deeds];
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
  const style = columns === undefined ? 'facts' : 'list';
  return `<h2>${escapeHtml(title)}</h2>\n<table class="${style}">\n${head}${body.join('\n')}\n</table>`;
}
