/** An amount in minor units (cents, pence) of a currency (ISO 4217). */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** Formats are expensive to create and few. */
const formats = new Map<string, Intl.NumberFormat>();

/** @returns An amount as it is written in the locale, for example `£2.00`. */
export function formatMoney({ amount, currency }: Money, locale: string): string {
  return formatOf(locale, currency).format(amount / 10 ** countMinorDigits(currency));
}

/** Digits of the minor unit: 2 for GBP, 0 for JPY. */
export function countMinorDigits(currency: string): number {
  return formatOf('en', currency).resolvedOptions().maximumFractionDigits ?? 2;
}

function formatOf(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
  formats.set(key, known);
  return known;
}
