import { InvalidArgumentError } from 'commander';
import { countMinorDigits, type Money } from '#contract/money.ts';
import { limits } from '#contract/raffles.ts';

const form =
  /^(?<whole>\d{1,12})(?:(?:\.|,(?=\d\d(?!\d)))(?<fraction>\d+))? ?(?<currency>[a-z]{3})$/i;

/** Reads an amount with the code of its currency, like `2.00 GBP`, without rounding. */
export function parsePrice(text: string): Money {
  const turned = text.trim().replace(/^([a-z]{3}) ?(\d.*)$/i, '$2 $1');
  const { whole = '', fraction = '', currency = '' } = form.exec(turned)?.groups ?? {};
  const code = currency.toUpperCase();
  if (!Intl.supportedValuesOf('currency').includes(code)) {
    throw new InvalidArgumentError('Enter an amount and the code of a currency, like "2.00 GBP".');
  }
  const digits = countMinorDigits(code);
  if (fraction.length > 0 && fraction.length !== digits) {
    const example = formatPlain({ amount: 2 * 10 ** digits, currency: code });
    throw new InvalidArgumentError(`An amount in ${code} is written like "${example}".`);
  }
  const amount = Number(whole + fraction.padEnd(digits, '0'));
  if (amount <= limits.priceAmountMax) return { amount, currency: code };
  const max = formatPlain({ amount: limits.priceAmountMax, currency: code });
  throw new InvalidArgumentError(`A price is at most ${max}.`);
}

/** The amount as `parsePrice` reads it. */
function formatPlain({ amount, currency }: Money): string {
  const digits = countMinorDigits(currency);
  return `${(amount / 10 ** digits).toFixed(digits)} ${currency}`;
}
